import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { Garden, Plot, Waiting } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { labelsIn } from './labels'
import { PlanHead } from './PlanHead'
import { ownPlans } from './PlanTabs'
import { unitIn } from './said'
import './mandates.css'

/** The plots of a garden: who rents which, what is free, and who waits for one, in order. */
export default function PlotsScreen({ params }: ScreenProps) {
  const path = `/plans/${params.id}/plots`
  const found = useResource(path, (abort) => api.get<Garden>(path, abort))
  const [adding, setAdding] = useState(false)
  const { busy, error, run } = useDoing()
  const plan = found.data?.plan
  const doing = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    if (await run(what, work)) await found.reload()
  }
  const add = (
    <Button look="quiet" fit icon="plus" onClick={() => setAdding(true)}>
      {t('mandates.plots.add')}
    </Button>
  )
  return (
    <Screen title={plan?.name ?? t('mandates.plans.title')} back={ownPlans(plan)} wide aside={add}>
      <Loaded of={found}>
        {({ plan: of, plots, waiting }) => {
          const unit = unitIn(of.community_id)
          return (
            <>
              {unit && (
                <PlanHead plan={of} unit={unit} current="plots" onChanged={() => void found.reload()} />
              )}
              {error && <ErrorNotice trouble={error} />}
              <div class="garden">
                <Plots
                  plots={plots}
                  busy={busy}
                  onAdd={() => setAdding(true)}
                  onWithdraw={(plot) => void doing(plot.id, () => api.post(`/plots/${plot.id}/withdraw`))}
                />
                <Line
                  waiting={waiting}
                  busy={busy}
                  onRemove={({ person_id }) =>
                    void doing(person_id, () => api.delete(`/plans/${of.id}/waiting/${person_id}`))
                  }
                />
              </div>
              <Sheet open={adding} title={t('mandates.plots.add')} onClose={() => setAdding(false)}>
                <AddForm
                  planId={of.id}
                  onAdded={() => {
                    setAdding(false)
                    void found.reload()
                  }}
                />
              </Sheet>
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

type PlotsProps = {
  plots: Plot[]
  busy: string | null
  onAdd: () => void
  onWithdraw: (plot: Plot) => void
}

function Plots({ plots, busy, onAdd, onWithdraw }: PlotsProps) {
  if (plots.length === 0)
    return (
      <EmptyState
        picture="tree"
        text={t('mandates.plots.empty')}
        action={t('mandates.plots.add')}
        onAction={onAdd}
      />
    )
  return (
    <Card title={t('mandates.tab.plots')}>
      <List label={t('mandates.tab.plots')}>
        {plots.map((plot) => (
          <Row
            key={plot.id}
            start={<span class="plot-label">{plot.label}</span>}
            title={plot.holder ?? plot.offered_to ?? t('mandates.plots.free')}
            text={plotSaid(plot)}
            end={
              !plot.holder &&
              !plot.offered_to && (
                <Button look="quiet" fit busy={busy === plot.id} onClick={() => onWithdraw(plot)}>
                  {t('mandates.plots.withdraw')}
                </Button>
              )
            }
          />
        ))}
      </List>
    </Card>
  )
}

function plotSaid({ holds_until, offered_to, offered_until }: Plot): string {
  if (offered_to) return t('mandates.plots.offered', { day: dateSaid(offered_until ?? '') })
  return holds_until ? t('mandates.plots.holds', { day: dateSaid(holds_until) }) : ''
}

type LineProps = { waiting: Waiting[]; busy: string | null; onRemove: (one: Waiting) => void }

function Line({ waiting, busy, onRemove }: LineProps) {
  return (
    <Card title={t('mandates.plots.line')}>
      {waiting.length === 0 && <p class="soft">{t('mandates.plots.noLine')}</p>}
      <List label={t('mandates.plots.line')}>
        {waiting.map((one, index) => (
          <Row
            key={one.person_id}
            start={<span class="plot-label">{index + 1}</span>}
            title={one.name}
            text={
              one.offered_plot
                ? t('mandates.plots.mayChoose', {
                    plot: one.offered_plot,
                    day: dateSaid(one.offered_until ?? ''),
                  })
                : t('mandates.plots.since', { day: dateSaid(one.since) })
            }
            end={
              <Button
                look="quiet"
                fit
                icon="close"
                label={t('mandates.plots.remove', { name: one.name })}
                busy={busy === one.person_id}
                onClick={() => onRemove(one)}
              />
            }
          />
        ))}
      </List>
    </Card>
  )
}

function AddForm({ planId, onAdded }: { planId: string; onAdded: () => void }) {
  const [typed, setTyped] = useState('')
  const { busy, error, run } = useDoing()
  const labels = labelsIn(typed)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (labels.length && (await run('add', () => api.post(`/plans/${planId}/plots`, { labels })))) onAdded()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('mandates.plots.labels')}
        hint={t('mandates.plots.labelsHint')}
        value={typed}
        onInput={setTyped}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null} disabled={labels.length === 0}>
        {t('mandates.plots.addNow', { count: labels.length })}
      </Button>
    </form>
  )
}

import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { hats } from '../../data/session'
import type { Claim } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Field } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Parts } from '../../ui/Parts'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import './watch.css'

/** Large rewards that a coordinator approved and nobody else there can look at: the issuer does. */
export default function LooksScreen({ params }: ScreenProps) {
  const where = params.community ?? ''
  const unit = hats.value.find(({ community }) => community.id === where)?.community.currency
  const [declining, decline] = useState<Claim | null>(null)
  const path = `/communities/${where}/second-looks`
  const looks = useResource(path, async (abort) => (await api.get<{ claims: Claim[] }>(path, abort)).claims)
  const decided = async (): Promise<void> => {
    decline(null)
    await looks.reload()
    countsChanged()
  }
  if (!unit) return <Screen title={t('watch.looks.title')} />
  return (
    <Screen title={t('watch.looks.title')} back="/desk">
      <p class="soft">{t('watch.looks.lead')}</p>
      <Loaded of={looks}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState picture="sun" text={t('watch.looks.empty')} />
          ) : (
            <div class="findings">
              {list.map((claim) => (
                <Look key={claim.id} claim={claim} unit={unit} onDecline={decline} onDone={decided} />
              ))}
            </div>
          )
        }
      </Loaded>
      <Sheet open={declining !== null} title={t('watch.looks.decline')} onClose={() => decline(null)}>
        {declining && <Decline key={declining.id} claim={declining} onDone={decided} />}
      </Sheet>
    </Screen>
  )
}

type LookProps = {
  claim: Claim
  unit: Unit
  onDecline: (claim: Claim) => void
  onDone: () => Promise<void>
}

function Look({ claim, unit, onDecline, onDone }: LookProps) {
  const { busy, error, run } = useDoing()
  const agree = (): void =>
    void run('agree', async () => {
      await api.post(`/claims/${claim.id}/second-look`)
      await onDone()
    })
  const first = claim.first_look
  return (
    <article class="card finding" aria-label={claim.person_name ?? ''}>
      <div class="look-head">
        <div>
          <h2 class="finding-title">
            <bdi>{claim.person_name}</bdi>
          </h2>
          <p class="soft small">
            <Parts of={[claim.task.title, claim.task.organisation.name, whenSaid(claim.at)]} />
          </p>
        </div>
        <Amount value={claim.amount} unit={unit} size="row" />
      </div>
      {first && <p>{t('watch.looks.first', { name: first.by_name, when: whenSaid(first.at) })}</p>}
      {error && <ErrorNotice trouble={error} />}
      <div class="look-answers">
        <Button look="quiet" disabled={busy !== null} onClick={() => onDecline(claim)}>
          {t('watch.looks.no')}
        </Button>
        <Button busy={busy !== null} onClick={agree}>
          {t('watch.looks.yes')}
        </Button>
      </div>
    </article>
  )
}

function Decline({ claim, onDone }: { claim: Claim; onDone: () => Promise<void> }) {
  const [reason, setReason] = useState('')
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const body = { reason: reason.trim() }
    if (body.reason === '') return
    if (await run('no', () => api.post(`/claims/${claim.id}/second-look/decline`, body))) await onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field label={t('watch.looks.reason')} rows={3} maxLength={500} value={reason} onInput={setReason} />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" look="danger" busy={busy !== null} disabled={reason.trim() === ''}>
        {t('watch.looks.no')}
      </Button>
    </form>
  )
}

import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import { loadCommunity } from '../../data/session'
import type { Setting } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/desk/columns'
import { Desk } from '../../ui/desk/Desk'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { RuleSheet } from './RuleSheet'
import { holding, RULES, type Rule, ruleSaid, valueSaid } from './setting-words'
import './issue.css'

/** The neighbourhood's rules: what holds now, what held before, what will hold later, and who says so. */
export default function SettingsScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const path = `/communities/${communityId}/settings`
  const found = useResource(path, (abort) => api.get<{ settings: Setting[] }>(path, abort))
  const [changing, setChanging] = useState<Rule | null>(null)
  const [done, setDone] = useState('')
  const unit = worn?.community.currency
  if (!unit) return <Screen title={t('issue.settings.title')} />
  const today = new Date().toLocaleDateString('sv')
  return (
    <Screen title={t('issue.settings.title')} wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {({ settings }) => (
          <>
            <div class="rules">
              {RULES.map((rule) => (
                <RuleCard
                  key={rule}
                  rule={rule}
                  settings={settings}
                  unit={unit}
                  today={today}
                  onChange={worn.kind === 'issuer' ? () => setChanging(rule) : undefined}
                />
              ))}
            </div>
            <h2>{t('issue.settings.history')}</h2>
            <History settings={settings} unit={unit} today={today} />
          </>
        )}
      </Loaded>
      <RuleSheet
        rule={changing}
        communityId={communityId}
        present={changing ? holding(found.data?.settings ?? [], changing, today)?.value : undefined}
        unit={unit}
        today={today}
        onClose={() => setChanging(null)}
        onSet={(made) => {
          setDone(
            t('issue.settings.done', {
              rule: ruleSaid(made.key),
              value: valueSaid(made, unit),
              date: dateSaid(made.valid_from),
            }),
          )
          void found.reload()
          loadCommunity().catch(() => undefined)
        }}
      />
    </Screen>
  )
}

type CardProps = {
  rule: Rule
  settings: Setting[]
  unit: Unit
  today: string
  onChange: (() => void) | undefined
}

function RuleCard({ rule, settings, unit, today, onChange }: CardProps) {
  const now = holding(settings, rule, today)
  const later = settings
    .filter(({ key, valid_from }) => key === rule && valid_from > today)
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from))[0]
  return (
    <article class="card rule">
      <div class="stack-tight">
        <h2 class="rule-name">{ruleSaid(rule)}</h2>
        <p class="rule-value">{now ? valueSaid(now, unit) : '—'}</p>
        <p class="soft small">{t(`issue.rule.${rule}.what`)}</p>
        {later && (
          <p class="rule-later">
            {t('issue.settings.later', { date: dateSaid(later.valid_from), value: valueSaid(later, unit) })}
          </p>
        )}
      </div>
      {onChange && (
        <Button look="quiet" onClick={onChange}>
          {t('issue.settings.change')}
        </Button>
      )}
    </article>
  )
}

function History({ settings, unit, today }: { settings: Setting[]; unit: Unit; today: string }) {
  const newest = [...settings].sort(
    (a, b) => b.valid_from.localeCompare(a.valid_from) || b.created_at.localeCompare(a.created_at),
  )
  const state = (row: Setting): string => {
    if (row.valid_from > today) return t('issue.settings.future')
    return holding(settings, row.key, today) === row ? t('issue.settings.now') : t('issue.settings.past')
  }
  return (
    <Desk
      label={t('issue.settings.history')}
      items={newest}
      columns={columnsOf(unit, state)}
      idOf={({ key, created_at }) => `${key} ${created_at}`}
      textOf={(row) => `${ruleSaid(row.key)} ${whySaid(row)} ${row.set_by_name}`}
      filters={[
        {
          name: 'rule',
          label: t('issue.settings.allRules'),
          options: RULES.map((rule) => ({ value: rule, label: ruleSaid(rule) })),
        },
      ]}
      fits={({ key }, chosen) => ['', key].includes(chosen('rule'))}
      card={(row) => (
        <article class="history">
          <p class="strong">
            {ruleSaid(row.key)}: {valueSaid(row, unit)}
          </p>
          <p class="soft small">
            {dateSaid(row.valid_from)} · {state(row)}
            {row.set_by_name && (
              <>
                {' · '}
                <bdi>{row.set_by_name}</bdi>
              </>
            )}
          </p>
          <p class="small">
            <bdi>{whySaid(row)}</bdi>
          </p>
        </article>
      )}
    />
  )
}

/** The first values have no author: they came with the founding. */
const whySaid = ({ why, set_by_name }: Setting): string => (set_by_name ? why : t('issue.settings.founding'))

const columnsOf = (unit: Unit, state: (row: Setting) => string): Column<Setting>[] => [
  {
    key: 'valid_from',
    label: t('issue.settings.validFrom'),
    value: ({ valid_from }) => valid_from,
    cell: ({ valid_from }) => dateSaid(valid_from),
  },
  { key: 'rule', label: t('issue.settings.rule'), value: ({ key }) => ruleSaid(key) },
  { key: 'value', label: t('issue.settings.value'), value: (row) => valueSaid(row, unit) },
  { key: 'state', label: t('issue.settings.state'), value: state },
  { key: 'by', label: t('issue.settings.by'), value: ({ set_by_name }) => set_by_name },
  { key: 'why', label: t('issue.settings.why'), value: whySaid },
]

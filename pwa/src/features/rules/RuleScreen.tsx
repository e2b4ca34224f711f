import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import type { Setting } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { type ScreenProps, search } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Facts } from './Facts'
import { earlier, rowsOf, type SettingList } from './history'
import { NotFound } from './NotFound'
import { changeOf, factsOf, ruleSaid, whatSaid } from './said'
import { isRule, type Rule } from './shape'
import './rules.css'

/** One rule: what holds, what comes, and everything that held before, with who decided it and why. */
export default function RuleScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const rule = params.rule ?? ''
  const worn = deskHat(communityId)
  const path = `/communities/${communityId}/settings?key=${rule}`
  const found = useResource(path, (abort) => api.get<SettingList>(path, abort))
  const back = `/rules/${communityId}`
  if (!isRule(rule)) return <NotFound back={back} />
  const unit = worn?.community.currency
  const change = `/rules/${communityId}/${rule}/change`
  const own = worn?.kind === 'issuer' ? change : undefined
  return (
    <Screen title={ruleSaid(rule)} back={back} wide>
      {search.value.has('set') && (
        <Notice kind="success" title={t('rules.done')} next={t('rules.doneNext')} />
      )}
      <Loaded of={found}>
        {(list) =>
          unit && (
            <div class="columns">
              <Now rule={rule} list={list} unit={unit} change={own} />
              <History rule={rule} rows={rowsOf(list.settings, rule)} unit={unit} withdraw={own} />
            </div>
          )
        }
      </Loaded>
    </Screen>
  )
}

/** `change`: where an issuer changes it. */
type NowProps = { rule: Rule; list: SettingList; unit: Unit; change: string | undefined }

function Now({ rule, list, unit, change }: NowProps) {
  const value = list.current[rule]
  const holds = list.settings.find(({ state }) => state === 'holds')
  const acts = rule === 'rewards' ? (value as { acts: ActRow[] }).acts : []
  return (
    <section class="card rule-now">
      <h2>{t('rules.today')}</h2>
      <Facts facts={factsOf(rule, value, unit)} />
      {acts.length > 0 && <Acts acts={acts} unit={unit} />}
      <p class="soft">{whatSaid(rule)}</p>
      <p class="soft small">
        {holds ? t('rules.since', { date: dateSaid(holds.valid_from) }) : t('rules.fromStart')}
      </p>
      {change && <Button href={change}>{t('rules.change')}</Button>}
    </section>
  )
}

type ActRow = { name: string; amount: number; minutes?: number | null }

function Acts({ acts, unit }: { acts: ActRow[]; unit: Unit }) {
  return (
    <ul class="rule-acts" aria-label={t('rules.rule.rewards.acts')}>
      {acts.map(({ name, amount, minutes }) => (
        <li key={name} class="rule-fact">
          <bdi>{name}</bdi>
          <span class="strong">
            {formatCoins(amount, unit)}
            {minutes ? ` · ${t('rules.count.minutes', { count: minutes })}` : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

type HistoryProps = { rule: Rule; rows: Setting[]; unit: Unit; withdraw: string | undefined }

/** The latest first, so what comes stands on top. */
function History({ rule, rows, unit, withdraw }: HistoryProps) {
  return (
    <section class="stack">
      <h2>{t('rules.history')}</h2>
      {rows.length === 0 && <p class="soft">{t('rules.never')}</p>}
      <ol class="rule-history">
        {[...rows].reverse().map((row) => (
          <li key={row.created_at} class={`rule-row rule-row-${row.state}`}>
            <p class="rule-row-top">
              <span class="strong">{dateSaid(row.valid_from)}</span>
              <span class={`rule-state rule-state-${row.state}`}>{t(`rules.state.${row.state}`)}</span>
            </p>
            <p>{changeOf(rule, row.value, earlier(rows, row), unit)}</p>
            <p class="soft small">
              <Who row={row} />
            </p>
            {row.state === 'coming' && withdraw && (
              <Button look="plain" fit href={`${withdraw}?instead=${row.valid_from}`}>
                {t('rules.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What the server says about the first values of a community that somebody founded by hand. */
const FOUNDING = 'founding'

/** Values that came with the founding have no author; those of a preset say where they are from. */
function Who({ row: { set_by_name, why } }: { row: Setting }) {
  if (!set_by_name) return <bdi>{why === FOUNDING ? t('rules.founding') : why}</bdi>
  return (
    <>
      <bdi>{set_by_name}</bdi>: <bdi>{why}</bdi>
    </>
  )
}

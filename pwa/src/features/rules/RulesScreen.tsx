import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { Facts } from './Facts'
import { comingOf, type SettingList } from './history'
import { changeOf, factsOf, isOff, ruleSaid, word } from './said'
import { GROUPS, type Group, RULES, type Rule, shapeOf } from './shape'
import './rules.css'

/** Every rule of a neighbourhood, by what it is about: what holds today, and what comes. */
export default function RulesScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const unit = deskHat(communityId)?.community.currency
  const path = `/communities/${communityId}/settings`
  const found = useResource(path, (abort) => api.get<SettingList>(path, abort))
  return (
    <Screen title={t('rules.title')} back="/desk" wide>
      <p class="soft rules-lead">{t('rules.lead')}</p>
      <Loaded of={found} skeleton={<Skeleton shape="card" count={4} />}>
        {(list) =>
          unit &&
          GROUPS.map((group) => (
            <Section key={group} group={group} list={list} unit={unit} communityId={communityId} />
          ))
        }
      </Loaded>
    </Screen>
  )
}

type SectionProps = { group: Group; list: SettingList; unit: Unit; communityId: string }

function Section({ group, list, unit, communityId }: SectionProps) {
  const rules = (Object.keys(RULES) as Rule[]).filter((rule) => shapeOf(rule).group === group)
  return (
    <section class="rules-group">
      <h2>{word(`group.${group}`)}</h2>
      <ul class="rules-cards">
        {rules.map((rule) => (
          <li key={rule}>
            <Card rule={rule} list={list} unit={unit} href={`/rules/${communityId}/${rule}`} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type CardProps = { rule: Rule; list: SettingList; unit: Unit; href: string }

function Card({ rule, list, unit, href }: CardProps) {
  const value = list.current[rule]
  const off = isOff(rule, value)
  const [next] = comingOf(list.settings, rule)
  return (
    <a class={`rule-card${off ? ' rule-card-off' : ''}`} href={href}>
      <span class="rule-card-top">
        <span class="rule-card-name">{ruleSaid(rule)}</span>
        {off && <span class="rule-card-state">{t('rules.off')}</span>}
        <Icon name="forward" size={20} />
      </span>
      {!off && <Facts facts={factsOf(rule, value, unit)} />}
      {next && (
        <span class="rule-next">
          <Icon name="today" size={20} />
          <span>
            {t('rules.next', {
              date: dateSaid(next.valid_from),
              change: changeOf(rule, next.value, value, unit),
            })}
          </span>
        </span>
      )}
    </a>
  )
}

import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { loadCommunity } from '../../data/session'
import type { Setting } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { errorText } from '../../ui/error-text'
import { Field } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { navigate, type ScreenProps, search } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { type Draft, draftOf, type Errors, readDraft } from './draft'
import { rowsOf, type SettingList } from './history'
import { NotFound } from './NotFound'
import { RuleFields } from './RuleFields'
import { ruleSaid, whatSaid, word } from './said'
import { isRule, type Rule } from './shape'
import './rules.css'

/** Another value for a rule, from a day on. With `instead`, a value that was to come on that day does not. */
export default function ChangeScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const rule = params.rule ?? ''
  const unit = deskHat(communityId)?.community.currency
  const path = `/communities/${communityId}/settings?key=${rule}`
  const found = useResource(path, (abort) => api.get<SettingList>(path, abort))
  if (!isRule(rule)) return <NotFound back={`/rules/${communityId}`} />
  const instead = search.value.get('instead')
  const back = `/rules/${communityId}/${rule}`
  if (!found.data || !unit)
    return (
      <Screen title={ruleSaid(rule)} back={back}>
        <Loaded of={found}>{() => null}</Loaded>
      </Screen>
    )
  return (
    <Form rule={rule} communityId={communityId} unit={unit} list={found.data} back={back} instead={instead} />
  )
}

type Props = {
  rule: Rule
  communityId: string
  unit: Unit
  list: SettingList
  back: string
  /** The day (YYYY-MM-DD) of the value that is withdrawn. */
  instead: string | null
}

/** What would hold on a day if the value that was to come then did not. */
function withoutThatOf(day: string, rule: Rule, { settings, current }: SettingList): unknown {
  const earlier = rowsOf(settings, rule).filter(({ valid_from }) => valid_from < day)
  return earlier.at(-1)?.value ?? current[rule]
}

function Form({ rule, communityId, unit, list, back, instead }: Props) {
  const first = instead ? withoutThatOf(instead, rule, list) : list.current[rule]
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule, first, unit))
  const [day, setDay] = useState(instead ?? list.today)
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const { value, errors } = readDraft(rule, draft, unit)
  const late = !day || day < list.today
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (Object.keys(errors).length > 0 || late || why.trim() === '') return showWrong()
    const body = { key: rule, value, valid_from: day, why: why.trim() }
    const path = `/communities/${communityId}/settings`
    if (!(await run('set', () => api.post<Setting>(path, body)))) return
    loadCommunity().catch(() => undefined)
    navigate(`${back}?set`, { replace: true })
  }
  const refused = error && errorText(error)
  return (
    <Screen title={ruleSaid(rule)} back={back}>
      <p class="soft">{whatSaid(rule)}</p>
      {instead && (
        <Notice title={t('rules.instead', { date: dateSaid(instead) })} next={t('rules.insteadNext')} />
      )}
      <form class="rule-form" noValidate onSubmit={(event) => void send(event)}>
        <RuleFields
          rule={rule}
          draft={draft}
          unit={unit}
          errors={asked ? errors : NO_ERRORS}
          onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))}
        />
        <fieldset class="task-part rule-when">
          <legend>{t('rules.when')}</legend>
          <Field
            label={t('rules.validFrom')}
            hint={t('rules.validFromHint')}
            type="date"
            min={list.today}
            value={day}
            disabled={instead !== null}
            onInput={setDay}
            {...withError(
              (asked && late && t('rules.wrong.day')) || (error?.code === 'setting_in_past' && refused?.next),
            )}
          />
          <Field
            label={t('rules.why')}
            hint={t('rules.whyHint')}
            value={why}
            maxLength={500}
            onInput={setWhy}
            {...withError(asked && why.trim() === '' && t('rules.wrong.why'))}
          />
        </fieldset>
        {asked && Object.keys(errors).length > 0 && <p class="field-error">{word('wrong.mend')}</p>}
        {error && error.code !== 'setting_in_past' && <ErrorNotice trouble={error} />}
        <p class="soft small">{t('rules.past')}</p>
        <Button type="submit" busy={busy !== null}>
          {instead ? t('rules.withdrawNow') : t('rules.set')}
        </Button>
      </form>
    </Screen>
  )
}

const NO_ERRORS: Errors = {}
const withError = (error: string | false | undefined) => (error ? { error } : {})

/** Brings the first wrong field into view. */
function showWrong(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('.rule-form [aria-invalid="true"]')
    field?.focus({ preventScroll: true })
    field?.scrollIntoView({ block: 'center' })
  })
}

import { useState } from 'preact/hooks'
import { type ParsedAmount, parseAmount } from '../../core/amounts'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { community } from '../../data/session'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { euros } from '../../ui/chart/measure'
import { Field, Select } from '../../ui/Field'
import type { Unit } from '../../ui/money'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { type LineDraft, Lines, newLine } from './Lines'
import { MoneyTrouble } from './MoneyTrouble'
import { today } from './said'
import { worthCents } from './worth'
import './programmes.css'

/** Starts a programme: who pays for what, from when to when, how much, and for which parts. */
export default function NewProgrammeScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const back = `/programmes/${communityId}`
  const unit = deskHat(communityId)?.community.currency
  const path = `/communities/${communityId}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  const funders = found.data?.organisations.filter(({ kind }) => kind !== 'shop') ?? []
  return (
    <Screen title={t('programmes.new.title')} back={back}>
      {unit && <Form communityId={communityId} unit={unit} funders={funders} back={back} />}
    </Screen>
  )
}

type FormProps = { communityId: string; unit: Unit; funders: Organisation[]; back: string }
type Draft = {
  name: string
  funderId: string
  funder: string
  purpose: string
  from: string
  until: string
  coins: string
  euro: string
}

const aYearFrom = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`

function Form({ communityId, unit, funders, back }: FormProps) {
  const [id] = useState(newId)
  const [lines, setLines] = useState<LineDraft[]>([])
  const [asked, setAsked] = useState(false)
  const [draft, setDraft] = useState<Draft>(() => ({
    ...{ name: '', funderId: '', funder: '', purpose: '', coins: '', euro: '' },
    from: today(),
    until: aYearFrom(today()),
  }))
  const { busy, error, run } = useDoing()
  const set =
    (name: keyof Draft) =>
    (value: string): void =>
      setDraft((known) => ({ ...known, [name]: value }))
  const coins = parseAmount(draft.coins, unit.decimals)
  const rate = community.value?.settings.euro_rate
  const worth = coins.ok && rate ? worthCents(coins.amount, rate, unit) : 0
  const cents =
    draft.euro.trim() === '' ? ({ ok: true, amount: worth } as ParsedAmount) : parseAmount(draft.euro, 2)
  const funder = funders.find((one) => one.id === draft.funderId)?.name ?? draft.funder.trim()
  const parts = lines.map((line) => ({ ...line, amount: parseAmount(line.amount, unit.decimals) }))
  const complete =
    draft.name.trim() !== '' &&
    funder !== '' &&
    coins.ok &&
    cents.ok &&
    draft.from !== '' &&
    draft.until !== '' &&
    parts.every(({ name, amount }) => name.trim() !== '' && amount.ok)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!complete || !coins.ok || !cents.ok) return
    const body = {
      community_id: communityId,
      funder,
      funder_id: draft.funderId || null,
      name: draft.name.trim(),
      purpose: draft.purpose.trim(),
      starts_on: draft.from,
      ends_on: draft.until,
      euro_cents: cents.amount,
      amount: coins.amount,
      lines: parts.map((one) => ({
        id: one.id,
        name: one.name.trim(),
        amount: one.amount.ok ? one.amount.amount : 0,
      })),
    }
    if (await run('make', () => api.put(`/programmes/${id}`, body)))
      navigate(`${back}/programme/${id}`, { replace: true })
  }
  const missing = (value: string, words: string): string | undefined =>
    asked && value.trim() === '' ? words : undefined
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <Field
        label={t('programmes.new.name')}
        hint={t('programmes.new.nameHint')}
        value={draft.name}
        maxLength={80}
        onInput={set('name')}
        error={missing(draft.name, t('programmes.nameMissing'))}
      />
      <Select
        label={t('programmes.new.funder')}
        value={draft.funderId}
        options={[
          { value: '', label: t('programmes.new.funderOther') },
          ...funders.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={set('funderId')}
      />
      {draft.funderId === '' && (
        <Field
          label={t('programmes.new.funderName')}
          value={draft.funder}
          maxLength={80}
          onInput={set('funder')}
          error={missing(draft.funder, t('programmes.nameMissing'))}
        />
      )}
      <Field
        label={t('programmes.new.purpose')}
        hint={t('programmes.new.purposeHint')}
        optional
        rows={3}
        value={draft.purpose}
        maxLength={500}
        onInput={set('purpose')}
      />
      <div class="field-pair">
        <Field label={t('programmes.new.from')} type="date" value={draft.from} onInput={set('from')} />
        <Field
          label={t('programmes.new.until')}
          type="date"
          min={draft.from}
          value={draft.until}
          onInput={set('until')}
        />
      </div>
      <div class="field-pair">
        <Field
          label={t('programmes.howMuch', { unit: unit.plural })}
          inputMode="decimal"
          value={draft.coins}
          onInput={set('coins')}
          error={asked && !coins.ok ? t('programmes.amountMissing') : undefined}
        />
        <Field
          label={t('programmes.new.euro')}
          hint={worth > 0 ? t('programmes.new.euroHint', { euro: euros.said(worth) }) : undefined}
          inputMode="decimal"
          optional
          value={draft.euro}
          onInput={set('euro')}
          error={asked && !cents.ok ? t('programmes.amountMissing') : undefined}
        />
      </div>
      <Lines
        lines={lines}
        unit={unit}
        asked={asked}
        onChange={setLines}
        onAdd={() => setLines([...lines, newLine()])}
      />
      {error && <MoneyTrouble error={error} unit={unit} />}
      <Button type="submit" busy={busy !== null}>
        {t('programmes.new.start')}
      </Button>
    </form>
  )
}

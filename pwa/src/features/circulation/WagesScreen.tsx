import { useState } from 'preact/hooks'
import type { NewWage, StaffList, Wage } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { community, me } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Tabs } from '../../ui/Tabs'
import { Lost } from './Lost'
import { hatAt } from './place'
import { useAmount } from './use-amount'
import { useOrder } from './use-order'
import { type Party, Who } from './Who'
import './circulation.css'

/** Pays somebody who works here in coin; the fund adds what the neighbourhood promised. */
export default function WagesScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const worn = hatAt(orgId)
  const [done, setDone] = useState('')
  const [count, setCount] = useState(0)
  return (
    <Screen title={t('circulation.wages.title')} back="/desk">
      {done && <Notice kind="success" title={done} />}
      {worn && (
        <Form
          key={count}
          orgId={orgId}
          communityId={worn.community.id}
          unit={worn.community.currency}
          onDone={(words) => {
            setDone(words)
            setCount(count + 1)
          }}
        />
      )}
    </Screen>
  )
}

type FormProps = { orgId: string; communityId: string; unit: Unit; onDone: (words: string) => void }

function Form({ orgId, communityId, unit, onDone }: FormProps) {
  const [kind, setKind] = useState<'staff' | 'code'>('staff')
  const [worker, setWorker] = useState('')
  const [shown, setShown] = useState<Party | null>(null)
  const [memo, setMemo] = useState('')
  const [asked, setAsked] = useState(false)
  const { typed, type, amount, missing } = useAmount(unit.decimals)
  const path = `/organisations/${orgId}/staff`
  const staff = useResource(path, (abort) => api.get<StaffList>(path, abort))
  const order = useOrder<NewWage, Wage>(`wage ${orgId}`, 'wages', (made) => {
    const words = t('circulation.wages.done', { amount: formatCoins(made.amount + made.bonus, unit) })
    onDone(words)
    return words
  })
  const others = (staff.data?.staff ?? []).filter(({ person_id }) => person_id !== me.value?.person.id)
  const people = [...new Map(others.map((one) => [one.person_id, one])).values()]
  const chosen = kind === 'staff' ? worker !== '' : shown !== null
  const permille = community.value?.settings?.wages?.bonus_permille ?? 0
  const bonus = Math.floor((amount * permille) / 1000)
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (!chosen || amount === 0) return
    const to =
      kind === 'staff'
        ? { person_id: worker }
        : { customer_id: shown && 'customer_id' in shown ? shown.customer_id : '' }
    void order.send({ organisation_id: orgId, ...to, amount, memo: memo.trim() })
  }
  if (order.lost) return <Lost onSend={() => void order.send({} as NewWage)} />
  return (
    <form class="card stack" noValidate onSubmit={send}>
      <Tabs
        label={t('circulation.who.title')}
        tabs={[
          { name: 'staff', label: t('circulation.wages.staff') },
          { name: 'code', label: t('circulation.wages.code') },
        ]}
        current={kind}
        onChange={setKind}
      />
      {kind === 'staff' ? (
        <Select
          label={t('circulation.who.title')}
          value={worker}
          onChange={setWorker}
          options={[
            { value: '', label: t('circulation.who.choose') },
            ...people.map(({ person_id, display_name }) => ({ value: person_id, label: display_name })),
          ]}
        />
      ) : (
        <Who
          communityId={communityId}
          officeId={orgId}
          organisations={[]}
          members
          chosen={shown}
          onChosen={setShown}
        />
      )}
      {asked && !chosen && <p class="circulation-missing">{t('circulation.wages.missing')}</p>}
      <Field
        label={t('circulation.amount', { unit: unit.plural })}
        hint={bonus > 0 ? t('circulation.wages.bonus', { amount: formatCoins(bonus, unit) }) : undefined}
        inputMode="decimal"
        value={typed}
        onInput={type}
        error={asked && amount === 0 ? missing : undefined}
      />
      <Field label={t('circulation.trade.memo')} optional maxLength={500} value={memo} onInput={setMemo} />
      {order.error && <ErrorNotice trouble={order.error} />}
      <Button type="submit" busy={order.busy}>
        {amount > 0
          ? t('circulation.trade.now', { amount: formatCoins(amount, unit) })
          : t('circulation.trade.short')}
      </Button>
    </form>
  )
}

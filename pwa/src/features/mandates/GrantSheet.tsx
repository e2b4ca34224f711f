import { useRef, useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { sendCommand } from '../../data/command'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { ManagedPlan, Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { everySaid, priceSaid, today } from './said'

type Props = { open: boolean; plan: ManagedPlan; unit: Unit; onClose: () => void; onDone: () => void }

/** Promises a grant to an organisation of the neighbourhood. */
export function GrantSheet({ open, onClose, ...rest }: Props) {
  return (
    <Sheet open={open} title={t('mandates.grant.new')} onClose={onClose}>
      <Form {...rest} />
    </Sheet>
  )
}

function Form({ plan, unit, onDone }: Omit<Props, 'open' | 'onClose'>) {
  const path = `/communities/${plan.community_id}/organisations`
  const found = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  const [to, setTo] = useState('')
  const [first, setFirst] = useState(today())
  const id = useRef(newId())
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const body = { plan_id: plan.id, amount: plan.amount, first_on: first, organisation_id: to }
    if (to && (await run('grant', () => sendCommand(`/grants/${id.current}`, body)))) onDone()
    else id.current = newId()
  }
  return (
    <Loaded of={found}>
      {({ organisations }) => (
        <form class="stack" noValidate onSubmit={(event) => void send(event)}>
          <Select
            label={t('mandates.grant.to')}
            value={to}
            options={[
              { value: '', label: t('mandates.grant.choose') },
              ...organisations
                .filter((one) => one.status === 'open' && one.id !== plan.organisation?.id)
                .map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={setTo}
          />
          <Field
            label={t('mandates.give.first')}
            type="date"
            min={today()}
            value={first}
            onInput={setFirst}
          />
          {error && <ErrorNotice trouble={error} />}
          <Button type="submit" busy={busy !== null} disabled={!to || !first}>
            {t('mandates.grant.now', { price: priceSaid(plan.amount, 0, unit), every: everySaid(plan) })}
          </Button>
        </form>
      )}
    </Loaded>
  )
}

import { useState } from 'preact/hooks'
import type { Budget, Contribution, NewContribution } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { Lost } from './Lost'
import { useAmount } from './use-amount'
import { useOrder } from './use-order'

type Props = {
  open: boolean
  communityId: string
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** Puts coin of a budget into the fund, and says why. */
export function FillSheet({ open, onClose, onDone, ...rest }: Props) {
  return (
    <Sheet open={open} title={t('circulation.fund.fill')} onClose={onClose}>
      {open && (
        <Inside
          {...rest}
          onDone={(words) => {
            onClose()
            onDone(words)
          }}
        />
      )}
    </Sheet>
  )
}

type InsideProps = { communityId: string; unit: Unit; onDone: (words: string) => void }

function Inside(props: InsideProps) {
  const path = `/communities/${props.communityId}/budgets`
  const budgets = useResource(path, (abort) => api.get<{ budgets: Budget[] }>(path, abort))
  return (
    <Loaded of={budgets}>
      {(found) => {
        const filled = found.budgets.filter(({ balance }) => balance > 0)
        return filled.length === 0 ? (
          <p>{t('circulation.fund.noBudget')}</p>
        ) : (
          <Form {...props} budgets={filled} />
        )
      }}
    </Loaded>
  )
}

function Form({ communityId, unit, budgets, onDone }: InsideProps & { budgets: Budget[] }) {
  const [budget, setBudget] = useState(budgets[0]?.id ?? '')
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { typed, type, amount, missing } = useAmount(unit.decimals)
  const order = useOrder<NewContribution, Contribution>(
    `contribution ${communityId}`,
    'contributions',
    (made) => {
      const words = t('circulation.fund.filled', { amount: formatCoins(made.amount, unit) })
      onDone(words)
      return words
    },
  )
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (amount > 0 && why.trim() !== '') {
      void order.send({ budget_id: budget, amount, why: why.trim() })
    }
  }
  if (order.lost) return <Lost onSend={() => void order.send({} as NewContribution)} />
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Select
        label={t('circulation.fund.budget')}
        value={budget}
        onChange={setBudget}
        options={budgets.map(({ id, name, organisation, balance }) => ({
          value: id,
          label: `${name} (${organisation.name}): ${formatCoins(balance, unit)}`,
        }))}
      />
      <Field
        label={t('circulation.amount', { unit: unit.plural })}
        inputMode="decimal"
        value={typed}
        onInput={type}
        error={asked && amount === 0 ? missing : undefined}
      />
      <Field
        label={t('circulation.why')}
        maxLength={500}
        value={why}
        onInput={setWhy}
        error={asked && why.trim() === '' ? t('circulation.whyMissing') : undefined}
      />
      {order.error && <ErrorNotice trouble={order.error} />}
      <Button type="submit" busy={order.busy}>
        {amount > 0
          ? t('circulation.fund.fillNow', { amount: formatCoins(amount, unit) })
          : t('circulation.fund.fill')}
      </Button>
    </form>
  )
}

import { useState } from 'preact/hooks'
import type { Line, Loan, NewRepayment, OwnCredit } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { Meter } from '../../ui/chart/Meter'
import { coins } from '../../ui/chart/measure'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { Lost } from './Lost'
import { hatAt, hatIn } from './place'
import { useAmount } from './use-amount'
import { useOrder } from './use-order'
import './circulation.css'

/** What somebody, or their shop, can still borrow, and what has to go back. */
export default function OwnCreditScreen({ params }: ScreenProps) {
  const atShop = params.org !== undefined
  const worn = atShop ? hatAt(params.org ?? '') : hatIn(params.community ?? '')
  const unit = worn?.community.currency
  const path = atShop ? `/organisations/${params.org}/credit` : `/communities/${params.community}/my-credit`
  const found = useResource(path, (abort) => api.get<OwnCredit>(path, abort))
  const [repaying, setRepaying] = useState<Loan | null>(null)
  const [done, setDone] = useState('')
  return (
    <Screen title={t('circulation.own.title')} back={atShop ? '/desk' : '/me'}>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {({ line, loans }) =>
          unit && (
            <>
              {line && <Own line={line} unit={unit} />}
              {!line && loans.length === 0 && <Notice title={t('circulation.own.none')} />}
              {loans.map((loan) => (
                <OneLoan key={loan.id} loan={loan} unit={unit} onRepay={() => setRepaying(loan)} />
              ))}
            </>
          )
        }
      </Loaded>
      <Sheet open={repaying !== null} title={t('circulation.own.repay')} onClose={() => setRepaying(null)}>
        {repaying && unit && (
          <Repay
            loan={repaying}
            unit={unit}
            onDone={(words) => {
              setRepaying(null)
              setDone(words)
              void found.reload()
            }}
          />
        )}
      </Sheet>
    </Screen>
  )
}

function Own({ line, unit }: { line: Line; unit: Unit }) {
  return (
    <section class="card stack">
      <p class="soft">{t('circulation.own.can')}</p>
      <Amount value={line.available} unit={unit} />
      {line.granted > 0 && (
        <Meter
          label={t('circulation.credit.owed')}
          value={line.owed}
          max={line.granted}
          measure={coins(unit)}
        >
          {line.clear_by && t('circulation.credit.clearBy', { date: dateSaid(line.clear_by) })}
        </Meter>
      )}
      {line.frozen_why && (
        <Notice kind="warning" title={t('circulation.own.frozen')} next={t('circulation.own.frozenNext')} />
      )}
      <p>{t('circulation.own.text')}</p>
    </section>
  )
}

function OneLoan({ loan, unit, onRepay }: { loan: Loan; unit: Unit; onRepay: () => void }) {
  const running = loan.status === 'running'
  return (
    <section class="card stack">
      <h2>{t('circulation.credit.loan', { amount: formatCoins(loan.amount, unit) })}</h2>
      <Meter
        label={t('circulation.credit.status', { status: loan.status })}
        value={loan.repaid}
        max={loan.amount}
        measure={coins(unit)}
        near={2}
      >
        {running && loan.repay_by && t('circulation.credit.repayBy', { date: dateSaid(loan.repay_by) })}
      </Meter>
      {running && loan.spend_by && (
        <p>{t('circulation.credit.spendBy', { date: dateSaid(loan.spend_by) })}</p>
      )}
      {running && (
        <Button look="quiet" onClick={onRepay}>
          {t('circulation.own.repay')}
        </Button>
      )}
    </section>
  )
}

type RepayProps = { loan: Loan; unit: Unit; onDone: (words: string) => void }

function Repay({ loan, unit, onDone }: RepayProps) {
  const { typed, type, amount, missing } = useAmount(unit.decimals)
  const [asked, setAsked] = useState(false)
  const order = useOrder<NewRepayment, Loan>(`repay ${loan.id}`, 'loan-repayments', (_, sent) => {
    const words = t('circulation.own.repaid', { amount: formatCoins(sent.amount, unit) })
    onDone(words)
    return words
  })
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (amount > 0) void order.send({ loan_id: loan.id, amount })
  }
  if (order.lost) return <Lost onSend={() => void order.send({ loan_id: loan.id, amount: 0 })} />
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Field
        label={t('circulation.amount', { unit: unit.plural })}
        hint={t('circulation.credit.repaid', {
          repaid: formatCoins(loan.repaid, unit),
          amount: formatCoins(loan.amount, unit),
        })}
        inputMode="decimal"
        value={typed}
        onInput={type}
        error={asked && amount === 0 ? missing : undefined}
      />
      {order.error && <ErrorNotice trouble={order.error} />}
      <Button type="submit" busy={order.busy}>
        {amount > 0
          ? t('circulation.own.repayNow', { amount: formatCoins(amount, unit) })
          : t('circulation.own.repay')}
      </Button>
    </form>
  )
}

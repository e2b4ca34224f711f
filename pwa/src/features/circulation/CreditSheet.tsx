import { useState } from 'preact/hooks'
import type { LineChange, Loan, NewLine, NewLoan } from '../../data/api-types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { Tabs } from '../../ui/Tabs'
import { Lost } from './Lost'
import { useAmount } from './use-amount'
import { useOrder } from './use-order'
import { useOrganisations } from './use-organisations'
import { type Party, Who } from './Who'

type Props = {
  kind: 'line' | 'loan' | null
  communityId: string
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** Gives somebody credit, or proposes a loan. */
export function CreditSheet({ kind, onClose, onDone, ...rest }: Props) {
  const title = t(kind === 'loan' ? 'circulation.credit.newLoan' : 'circulation.credit.newLine')
  return (
    <Sheet open={kind !== null} title={title} onClose={onClose}>
      {kind && (
        <Form
          key={kind}
          kind={kind}
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

type FormProps = Omit<Props, 'kind' | 'onClose'> & { kind: 'line' | 'loan' }

function Form({ kind, communityId, unit, onDone }: FormProps) {
  const [owner, setOwner] = useState<Party | null>(null)
  const [source, setSource] = useState<'fund' | 'line'>('fund')
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { typed, type, amount, missing } = useAmount(unit.decimals)
  const organisations = useOrganisations(communityId)
  const isLoan = kind === 'loan'
  const order = useOrder<NewLine | NewLoan, LineChange | Loan>(
    `${kind} ${communityId}`,
    isLoan ? 'loans' : 'line-changes',
    (made) => {
      const given = made.status === 'granted'
      const words = t(given ? 'circulation.credit.granted' : 'circulation.credit.toAnother')
      onDone(words)
      return words
    },
  )
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (!owner || amount === 0 || why.trim() === '') return
    const common = { community_id: communityId, ...owner, amount, why: why.trim() }
    void order.send(isLoan ? { ...common, source } : common)
  }
  if (order.lost) return <Lost onSend={() => void order.send({} as NewLine)} />
  const said = formatCoins(amount, unit)
  return (
    <form class="stack" noValidate onSubmit={send}>
      <p>{t(isLoan ? 'circulation.credit.loanText' : 'circulation.credit.lineText')}</p>
      <Who
        communityId={communityId}
        organisations={organisations}
        members
        chosen={owner}
        onChosen={setOwner}
      />
      {asked && !owner && <p class="circulation-missing">{t('circulation.who.missing')}</p>}
      {isLoan && (
        <Tabs
          label={t('circulation.credit.source')}
          tabs={[
            { name: 'fund', label: t('circulation.credit.fromFund') },
            { name: 'line', label: t('circulation.credit.fromLine') },
          ]}
          current={source}
          onChange={setSource}
        />
      )}
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
          ? t(isLoan ? 'circulation.credit.askLoan' : 'circulation.credit.askLine', { amount: said })
          : t(isLoan ? 'circulation.credit.newLoan' : 'circulation.credit.newLine')}
      </Button>
    </form>
  )
}

import { useState } from 'preact/hooks'
import type { NewSale, Sale, SaleQuote, SaleRules } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { formatEuro } from '../../ui/euro'
import { Field, Select } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Tabs } from '../../ui/Tabs'
import { Lost } from './Lost'
import { Quoted } from './Quoted'
import { useAmount } from './use-amount'
import { useOrder } from './use-order'
import { useOrganisations } from './use-organisations'
import { type Party, Who } from './Who'

type Props = {
  communityId: string
  /** The exchange office that sells; the treasurer's own desk when it is left out. */
  officeId?: string
  unit: Unit
  terms: SaleRules
  onDone: (words: string) => void
}

/** Who buys, for how many euro, and how these were paid: what they get is shown before anything is booked. */
export function SaleForm({ communityId, officeId, unit, terms, onDone }: Props) {
  const [buyer, setBuyer] = useState<Party | null>(null)
  const euro = useAmount(2)
  const [paidBy, setPaidBy] = useState<'bank' | 'cash'>('cash')
  const [reference, setReference] = useState('')
  const [giftTo, setGiftTo] = useState('')
  const [asked, setAsked] = useState(false)
  const open = terms.open_to ?? []
  const organisations = useOrganisations(communityId)
  const buyers = organisations.filter(({ kind }) => open.some((one) => one === kind))
  const path = `/communities/${communityId}/sale-quote?cents=${euro.amount}`
  const quote = useResource(path, (abort) =>
    euro.amount > 0 ? api.get<SaleQuote>(path, abort) : Promise.resolve(null),
  )
  const order = useOrder<NewSale, Sale>(`sale ${communityId}`, 'sales', (sale) => {
    const words = t('circulation.sales.done', {
      amount: formatCoins(sale.amount + sale.bonus, unit),
      euro: formatEuro(sale.cents),
    })
    onDone(words)
    return words
  })
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (!order.lost && (!buyer || euro.amount === 0 || reference.trim() === '')) return
    void order.send({
      community_id: communityId,
      ...buyer,
      ...(officeId && { office_id: officeId }),
      cents: euro.amount,
      paid_by: paidBy,
      reference: reference.trim(),
      ...(giftTo && { gift_to: giftTo }),
    })
  }
  if (order.lost) return <Lost onSend={() => void order.send({} as NewSale)} />
  return (
    <form class="card stack" noValidate onSubmit={send}>
      <h2>{t('circulation.who.title')}</h2>
      <Who
        communityId={communityId}
        officeId={officeId}
        organisations={buyers}
        members={open.includes('member')}
        chosen={buyer}
        onChosen={setBuyer}
      />
      {asked && !buyer && <p class="circulation-missing">{t('circulation.who.missing')}</p>}
      <Field
        label={t('circulation.sales.euro')}
        inputMode="decimal"
        value={euro.typed}
        onInput={euro.type}
        error={asked && euro.amount === 0 ? euro.missing : undefined}
      />
      <Quoted quote={quote} unit={unit} onEuro={euro.type} />
      <Tabs
        label={t('circulation.sales.paidBy')}
        tabs={[
          { name: 'cash', label: t('circulation.sales.cash') },
          { name: 'bank', label: t('circulation.sales.bank') },
        ]}
        current={paidBy}
        onChange={setPaidBy}
      />
      <Field
        label={t(paidBy === 'bank' ? 'circulation.sales.reference' : 'circulation.sales.receipt')}
        code
        maxLength={80}
        value={reference}
        onInput={setReference}
        error={asked && reference.trim() === '' ? t('circulation.sales.referenceMissing') : undefined}
      />
      {(terms.gift_permille ?? 0) > 0 && (
        <Select
          label={t('circulation.sales.giftTo')}
          value={giftTo}
          onChange={setGiftTo}
          options={[
            { value: '', label: t('circulation.sales.giftOwn') },
            ...organisations
              .filter(({ kind }) => kind === 'association')
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {order.error && <ErrorNotice trouble={order.error} />}
      <Button type="submit" busy={order.busy}>
        {quote.data
          ? t('circulation.sales.now', { amount: formatCoins(quote.data.amount, unit) })
          : t('circulation.sales.short')}
      </Button>
    </form>
  )
}

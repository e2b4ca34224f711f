import { useState } from 'preact/hooks'
import type { PaymentRequest, SplitDetail } from '../../data/api-types'
import { api } from '../../data/client'
import { useNews } from '../../data/live'
import { useResource } from '../../data/resource'
import { hats } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import { QrCode } from '../../ui/QrCode'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { Share } from './Share'
import { Status } from './Status'
import './send.css'

/** A shared bill: who has paid, and the code of each share to show or to send. */
export default function SplitScreen({ params }: ScreenProps) {
  const path = `/splits/${params.id}`
  const bill = useResource(path, (abort) => api.get<SplitDetail>(path, abort))
  const [open, setOpen] = useState<string>()
  useNews(bill.data && bill.data.split.paid < bill.data.split.shares ? 'notices' : undefined, bill.reload)
  const unit = hats.value.find((one) => one.community.id === bill.data?.split.community_id)?.community
    .currency
  const chosen = bill.data?.requests.find(({ id }) => id === open)
  return (
    <Screen title={bill.data?.split.words || t('send.split.bill')} back="/requests">
      <Loaded of={bill}>{(found) => unit && <Bill bill={found} unit={unit} onOpen={setOpen} />}</Loaded>
      <Sheet open={chosen !== undefined} title={chosen?.share ?? ''} onClose={() => setOpen(undefined)}>
        {chosen && unit && <One request={chosen} unit={unit} />}
      </Sheet>
    </Screen>
  )
}

type BillProps = { bill: SplitDetail; unit: Unit; onOpen: (id: string) => void }

function Bill({ bill: { split, requests }, unit, onOpen }: BillProps) {
  return (
    <>
      <div class="send-who">
        <Amount value={split.total} unit={unit} />
        <p class={`send-status send-status-${split.paid === split.shares ? 'paid' : 'open'}`}>
          {split.paid === split.shares
            ? t('send.split.all')
            : t('send.split.paidOf', { paid: split.paid, shares: split.shares })}
        </p>
        <p class="soft small">{t('send.split.tap')}</p>
      </div>
      <List label={t('send.split.shares')}>
        {split.own > 0 && <Row title={t('send.split.me')} text={formatCoins(split.own, unit)} />}
        {requests.map((one) => (
          <Row
            key={one.id}
            title={one.share ?? ''}
            text={one.amount !== null && formatCoins(one.amount, unit)}
            end={<Status request={one} unit={unit} />}
            onClick={() => onOpen(one.id)}
          />
        ))}
      </List>
    </>
  )
}

function One({ request, unit }: { request: PaymentRequest; unit: Unit }) {
  return (
    <div class="stack">
      <div class="send-who">
        {request.amount !== null && <Amount value={request.amount} unit={unit} size="middle" />}
        <Status request={request} unit={unit} />
      </div>
      {request.status === 'open' && (
        <>
          <div class="send-code">
            <QrCode text={request.link} mode="auto" label={t('send.request.label')} />
          </div>
          <Share url={request.link} title={request.words || t('send.request.share')} />
        </>
      )}
      <a class="send-link" href={`/request/${request.id}`}>
        {t('send.split.details')}
      </a>
    </div>
  )
}

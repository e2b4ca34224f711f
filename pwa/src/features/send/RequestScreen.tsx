import { useEffect, useRef, useState } from 'preact/hooks'
import type { PaymentRequest, Receipt, RequestDetail } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useNews } from '../../data/live'
import { usePages } from '../../data/pages'
import { hats, loadWallet } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { dateSaid, whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { QrCode } from '../../ui/QrCode'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Paid } from './Paid'
import { Share } from './Share'
import { Status } from './Status'
import './send.css'

/** A request of one's own or of one's counter: to show, to send, to print, to take back; and who has paid. */
export default function RequestScreen({ params }: ScreenProps) {
  const path = `/payment-requests/${params.id}`
  const pages = usePages<Page, Payment>(path, (page) => page.payments)
  const request = pages.first?.request
  const [fresh, putAside] = useNewPayment(pages.data)
  useNews(request?.status === 'open' ? 'notices' : undefined, pages.reload)
  useEvery(request?.status === 'open' && request.kind === 'shop', pages.reload)
  const unit = hats.value.find((one) => one.community.id === request?.community_id)?.community.currency
  if (fresh && request && unit)
    return <Paid receipt={receiptOf(fresh, request)} unit={unit} onDone={putAside} />
  const action = request?.kind === 'shop' && request.status === 'open' && (
    <Button icon="print" href={`/request/${request.id}/print`}>
      {t('send.print.open')}
    </Button>
  )
  return (
    <Screen title={t('send.request.title')} back={backOf(request)} action={action}>
      <Loaded of={{ data: request, error: pages.error, reload: pages.reload }}>
        {(found) => unit && <Request request={found} unit={unit} onChange={pages.reload} />}
      </Loaded>
      {unit && !!pages.data?.length && (
        <section class="stack-tight">
          <h2>{t('send.request.paid')}</h2>
          <List label={t('send.request.paid')}>
            {pages.data.map((one) => (
              <Row
                key={one.id}
                title={one.name ?? t('send.request.number', { number: one.number })}
                text={whenSaid(one.at)}
                end={<Amount value={one.amount} unit={unit} size="row" direction="in" bare />}
              />
            ))}
          </List>
          <More of={pages} />
        </section>
      )}
    </Screen>
  )
}

type Payment = RequestDetail['payments'][number]
type Page = Omit<RequestDetail, 'next'> & { next: string | null }

function Request({
  request,
  unit,
  onChange,
}: {
  request: PaymentRequest
  unit: Unit
  onChange: () => Promise<void>
}) {
  const open = request.status === 'open'
  return (
    <>
      <div class="send-who">
        {request.amount === null ? (
          <p class="send-open">{t('send.request.anyAmount')}</p>
        ) : (
          <Amount value={request.amount} unit={unit} />
        )}
        {request.words && (
          <p class="send-words">
            <bdi>{request.words}</bdi>
          </p>
        )}
        <Status request={request} unit={unit} />
      </div>
      {open && (
        <>
          <div class="send-code">
            <QrCode text={request.link} mode="auto" label={t('send.request.label')} />
          </div>
          <p class="centre soft small">
            {t(request.many ? 'send.request.many' : 'send.request.once', {
              day: dateSaid(request.expires_at),
            })}
          </p>
          <Share url={request.link} title={request.words || t('send.request.share')} />
          <TakeBack request={request} onDone={onChange} />
        </>
      )}
    </>
  )
}

function TakeBack({ request, onDone }: { request: PaymentRequest; onDone: () => Promise<void> }) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const cancel = async (): Promise<void> => {
    const done = await run('cancel', async () => {
      await api.post(`/payment-requests/${request.id}/cancel`)
      await onDone()
    })
    if (done) setAsking(false)
  }
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('send.request.cancel')}
      </Button>
      {error && !asking && <ErrorNotice trouble={error} />}
      <Confirm
        open={asking}
        title={t('send.request.cancel')}
        text={t('send.request.cancelText')}
        action={t('send.request.cancelNow')}
        busy={busy !== null}
        trouble={error}
        onConfirm={() => void cancel()}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

/** A payment that came while the screen was open, to celebrate once. */
function useNewPayment(payments: Payment[] | undefined): [Payment | undefined, () => void] {
  const known = useRef<number>(undefined)
  const [fresh, setFresh] = useState<Payment>()
  useEffect(() => {
    const newest = payments?.[0]
    if (!payments) return
    if (known.current !== undefined && newest && newest.number > known.current) {
      setFresh(newest)
      loadWallet().catch(() => undefined)
    }
    known.current = newest?.number ?? 0
  }, [payments])
  return [fresh, () => setFresh(undefined)]
}

/** Nobody tells a counter of each payment of a table, so the screen that shows one looks by itself. */
function useEvery(on: boolean, look: () => Promise<void>): void {
  const latest = useRef(look)
  latest.current = look
  useEffect(() => {
    if (!on) return undefined
    const timer = setInterval(() => document.visibilityState === 'visible' && void latest.current(), 4000)
    return () => clearInterval(timer)
  }, [on])
}

const receiptOf = (paid: Payment, request: PaymentRequest): Receipt => ({
  id: paid.id,
  community_id: request.community_id,
  at: paid.at,
  amount: paid.amount,
  direction: 'in',
  other: { kind: paid.name ? 'member' : 'shop', id: paid.id, name: paid.name ?? '' },
  words: request.words,
  request_id: request.id,
})

function backOf(request: PaymentRequest | undefined): string {
  if (request?.organisation_id) return `/asking/${request.organisation_id}`
  return request?.split_id ? `/split/${request.split_id}` : '/requests'
}

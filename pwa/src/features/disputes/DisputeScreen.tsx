import type { DisputeWithSteps } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Steps } from './Steps'
import { aboutSaid, backSaid, statusSaid, unitIn, untilSaid } from './said'
import { Turn } from './Turn'
import './disputes.css'

/** One complaint: how it stands, whose turn it is, and everything that was said and paid. */
export default function DisputeScreen({ params }: ScreenProps) {
  const path = `/disputes/${params.id}`
  const found = useResource(path, (abort) => api.get<DisputeWithSteps>(path, abort))
  const changed = (): void => {
    countsChanged()
    announce(t('disputes.done'))
    void found.reload()
  }
  return (
    <Screen title={found.data?.shop.name ?? t('disputes.title')} back={backOf(found.data)}>
      <Loaded of={found}>
        {(dispute) => {
          const unit = unitIn(dispute.community_id)
          if (!unit) return null
          return (
            <>
              <Standing dispute={dispute} unit={unit} />
              {dispute.owed > 0 && <Owed dispute={dispute} unit={unit} onPaid={changed} />}
              <Turn dispute={dispute} unit={unit} onDone={changed} />
              <Steps steps={dispute.steps} unit={unit} />
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

/** The list that it stands in, for whoever looks. */
function backOf(dispute: DisputeWithSteps | undefined): string {
  const worn = hat.value
  if (worn?.kind === 'shop' && dispute) return `/disputes/shop/${dispute.shop.id}`
  if (worn?.kind === 'issuer' && dispute) return `/disputes/at/${dispute.community_id}`
  return '/disputes'
}

type Props = { dispute: DisputeWithSteps; unit: Unit }

function Standing({ dispute, unit }: Props) {
  const closed = dispute.status === 'closed'
  return (
    <section class="dispute-standing">
      <Amount value={dispute.amount} unit={unit} />
      <p class="soft">{aboutSaid(dispute.amount, dispute.payment, unit)}</p>
      <p class={closed ? 'dispute-tag' : 'dispute-tag dispute-tag-warn'}>{statusSaid(dispute)}</p>
      {dispute.due_at && <p class="soft small">{untilSaid(dispute)}</p>}
      {(closed || dispute.refunded > 0) && <p class="strong">{backSaid(dispute.refunded, unit)}</p>}
    </section>
  )
}

function Owed({ dispute, unit, onPaid }: Props & { onPaid: () => void }) {
  const { busy, error, run } = useDoing()
  const pays = dispute.may.includes('pay')
  const pay = async (): Promise<void> => {
    if (await run('pay', () => api.post(`/disputes/${dispute.id}/pay`))) onPaid()
  }
  return (
    <Notice
      kind="warning"
      title={t('disputes.owedTitle', { amount: formatCoins(dispute.owed, unit) })}
      next={t(pays ? 'disputes.owedShop' : 'disputes.owedPayer')}
    >
      {error && <ErrorNotice trouble={error} />}
      {pays && (
        <Button fit busy={busy !== null} onClick={() => void pay()}>
          {t('disputes.pay')}
        </Button>
      )}
    </Notice>
  )
}

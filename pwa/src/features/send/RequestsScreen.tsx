import type { SplitList } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { List, Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import { formatCoins } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import { Requests } from './Requests'
import './send.css'

/** What somebody asked for, and the bills that they shared. */
export default function RequestsScreen() {
  const worn = hat.value
  const here = `/communities/${worn?.community.id}`
  const splits = useResource(`${here}/splits`, (abort) => api.get<SplitList>(`${here}/splits`, abort))
  if (!worn) return <Screen title={t('send.list.title')} back="/send" />
  const unit = worn.community.currency
  return (
    <Screen title={t('send.list.title')} back="/send">
      {!!splits.data?.splits.length && (
        <section class="stack-tight">
          <h2>{t('send.split.list')}</h2>
          <List label={t('send.split.list')}>
            {splits.data.splits.map((one) => (
              <Row
                key={one.id}
                title={one.words || t('send.split.bill')}
                text={
                  <>
                    {formatCoins(one.total, unit)} · {whenSaid(one.at)}
                  </>
                }
                end={
                  <p class={`send-status send-status-${one.paid === one.shares ? 'paid' : 'open'}`}>
                    {t('send.split.paidOf', { paid: one.paid, shares: one.shares })}
                  </p>
                }
                href={`/split/${one.id}`}
              />
            ))}
          </List>
        </section>
      )}
      <section class="stack-tight">
        <h2>{t('send.list.asked')}</h2>
        <Requests
          path={`${here}/payment-requests`}
          unit={unit}
          empty={t('send.list.empty')}
          action={t('send.ask.open')}
          href="/send/ask"
        />
      </section>
    </Screen>
  )
}

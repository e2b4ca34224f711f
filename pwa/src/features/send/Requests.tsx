import type { PaymentRequest, RequestList } from '../../data/api-types'
import { type Pages, usePages } from '../../data/pages'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Status } from './Status'

type Props = { path: string; unit: Unit; empty: string; action?: string; href?: string }

/** Requests, newest first, each with how it stands. */
export function Requests({ path, unit, empty, action, href }: Props) {
  const pages: Pages<PaymentRequest> = usePages<RequestList, PaymentRequest>(path, (page) => page.requests)
  return (
    <Loaded of={pages}>
      {(all) =>
        all.length === 0 ? (
          <EmptyState picture="bridge" text={empty} action={action} href={href} />
        ) : (
          <>
            <List label={t('send.list.title')}>
              {all.map((one) => (
                <Row
                  key={one.id}
                  title={
                    one.words || (one.amount ? formatCoins(one.amount, unit) : t('send.request.anyAmount'))
                  }
                  text={
                    <>
                      {one.words && one.amount ? `${formatCoins(one.amount, unit)} · ` : ''}
                      {whenSaid(one.at)}
                    </>
                  }
                  end={<Status request={one} unit={unit} />}
                  href={`/request/${one.id}`}
                />
              ))}
            </List>
            <More of={pages} />
          </>
        )
      }
    </Loaded>
  )
}

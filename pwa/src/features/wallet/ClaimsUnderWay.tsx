import type { Claim } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { List, Row } from '../../ui/List'
import type { Unit } from '../../ui/money'
import { Pictogram } from '../../ui/Pictogram'
import { claims, isUnderWay } from './claims'

const MOST = 3

/** Claims that a coordinator still looks at, and those that were declined this week, with the reason. */
export function ClaimsUnderWay({ unit }: { unit: Unit }) {
  const shown = (claims.value ?? []).filter((claim) => isUnderWay(claim, Date.now())).slice(0, MOST)
  if (shown.length === 0) return null
  return (
    <section class="stack-tight">
      <h2>{t('wallet.claims.title')}</h2>
      <List label={t('wallet.claims.title')}>
        {shown.map((claim) => (
          <Row
            key={claim.id}
            start={<Pictogram name={claim.task.picture} size={40} />}
            title={claim.task.title}
            text={claimState(claim)}
            end={<Amount value={claim.amount} unit={unit} size="row" bare />}
            href={`/tasks/${claim.task.id}`}
          />
        ))}
      </List>
    </section>
  )
}

function claimState(claim: Claim): string {
  if (claim.status === 'waiting') return t('wallet.claims.waiting')
  return claim.reason
    ? t('wallet.claims.declined', { reason: claim.reason })
    : t('wallet.claims.declinedPlain')
}

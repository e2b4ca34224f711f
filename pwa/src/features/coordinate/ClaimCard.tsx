import type { Claim } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Pictogram } from '../../ui/Pictogram'

type Props = {
  claim: Claim
  unit: Unit
  /** Which claim is being decided, if any. */
  busy: string | null
  onApprove: () => void
  onDecline: () => void
}

/** Somebody who waits: who, what, when, how long, for how much; and the two answers. */
export function ClaimCard({ claim, unit, busy, onApprove, onDecline }: Props) {
  const name = claim.person_name ?? ''
  const other = busy !== null && busy !== claim.id
  return (
    <article class="card claim" aria-label={name}>
      <div class="claim-head">
        <Avatar name={name || '?'} />
        <div class="claim-words">
          <bdi class="strong">{name}</bdi>
          <span class="soft small">{whenSaid(claim.at)}</span>
        </div>
        <Amount value={claim.amount} unit={unit} size="row" />
      </div>
      <p class="claim-task">
        <Pictogram name={claim.task.picture} size={32} />
        <span>
          <bdi>{claim.task.title}</bdi>
          {claim.minutes !== null && (
            <span class="soft"> · {t('coordinate.minutes', { count: claim.minutes })}</span>
          )}
        </span>
      </p>
      {claim.needs_second && <p class="claim-looks">{looksSaid(claim)}</p>}
      <div class="claim-answers">
        <Button look="quiet" disabled={busy !== null} onClick={onDecline}>
          {t('coordinate.queue.decline')}
        </Button>
        {!claim.first_look?.own && (
          <Button busy={busy === claim.id} disabled={other} onClick={onApprove}>
            {t('coordinate.queue.approve')}
          </Button>
        )}
      </div>
    </article>
  )
}

/** Of a large reward: whose turn it is to look. */
function looksSaid({ first_look }: Claim): string {
  if (!first_look) return t('presence.looks.two')
  const name = first_look.by_name
  return first_look.own ? t('presence.looks.own') : t('presence.looks.other', { name })
}

/** A claim in the list of all: what became of it. */
export function DecidedRow({ claim, unit }: { claim: Claim; unit: Unit }) {
  const state = t('coordinate.queue.state', { status: claim.status })
  return (
    <Row
      start={<Avatar name={claim.person_name || '?'} />}
      title={claim.person_name ?? ''}
      text={
        <>
          <bdi>{claim.task.title}</bdi> · {whenSaid(claim.at)}
          {claim.status !== 'booked' && ` · ${state}`}
          {claim.reason && (
            <>
              {': '}
              <bdi>{claim.reason}</bdi>
            </>
          )}
        </>
      }
      end={
        <span class={claim.status === 'declined' ? 'claim-declined' : undefined}>
          <Amount value={claim.amount} unit={unit} size="row" bare />
          <span class="seen-by-ear">{`${formatCoins(claim.amount, unit)} ${state}`}</span>
        </span>
      }
    />
  )
}

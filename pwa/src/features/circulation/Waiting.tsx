import { useState } from 'preact/hooks'
import type { Credit, LineChange, Loan } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

type Props = {
  found: Credit
  unit: Unit
  mayDecide: boolean
  onDecided: (words: string) => void
}

/** What one issuer asked for and another one decides. */
export function Waiting({ found: { changes, loans }, unit, mayDecide, onDecided }: Props) {
  const asked = loans.filter(({ status }) => status === 'asked')
  if (changes.length + asked.length === 0) return null
  return (
    <section class="stack">
      <h2>{t('circulation.credit.waiting')}</h2>
      <div class="columns">
        {changes.map((one) => (
          <Request
            key={one.id}
            about={one}
            path={`/line-changes/${one.id}/decide`}
            title={t('circulation.credit.line', { amount: formatCoins(one.amount, unit) })}
            mayDecide={mayDecide}
            onDecided={onDecided}
          />
        ))}
        {asked.map((one) => (
          <Request
            key={one.id}
            about={one}
            path={`/loans/${one.id}/decide`}
            title={t('circulation.credit.loan', { amount: formatCoins(one.amount, unit) })}
            mayDecide={mayDecide}
            onDecided={onDecided}
          />
        ))}
      </div>
    </section>
  )
}

type RequestProps = {
  about: LineChange | Loan
  path: string
  title: string
  mayDecide: boolean
  onDecided: (words: string) => void
}

function Request({ about, path, title, mayDecide, onDecided }: RequestProps) {
  const { busy, error, run } = useDoing()
  // Until the list has been read again the card says what was decided, and asks no more.
  const [decided, setDecided] = useState('')
  const decide = async (agreed: boolean): Promise<void> => {
    if (!(await run(agreed ? 'agree' : 'decline', () => api.post(path, { agreed })))) return
    const words = t(agreed ? 'circulation.credit.agreed' : 'circulation.credit.declined')
    setDecided(words)
    announce(words)
    onDecided(words)
  }
  return (
    <article class="card stack-tight">
      <h3>{title}</h3>
      <p class="strong">
        <bdi>{about.owner.name}</bdi>
      </p>
      <p>{about.why}</p>
      <p class="soft small">
        {t('circulation.credit.asked', { name: about.asked_by })} · {whenSaid(about.asked_at)}
      </p>
      {error && <ErrorNotice trouble={error} />}
      {mayDecide && about.mine && <p class="soft">{t('circulation.credit.mine')}</p>}
      {decided && <p class="soft">{decided}</p>}
      {mayDecide && !about.mine && !decided && (
        <div class="circulation-ways">
          <Button fit busy={busy === 'agree'} onClick={() => void decide(true)}>
            {t('circulation.credit.agree')}
          </Button>
          <Button look="quiet" fit busy={busy === 'decline'} onClick={() => void decide(false)}>
            {t('circulation.credit.decline')}
          </Button>
        </div>
      )}
    </article>
  )
}

import type { Finding } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Icon, type IconName } from '../../ui/Icon'
import { whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

const ICONS: Record<Finding['pattern'], IconName> = {
  one_phone: 'phone',
  at_night: 'moon',
  in_a_burst: 'clock',
  one_sided: 'people',
  to_one_customer: 'refund',
  in_circles: 'exchange',
  at_once: 'refund',
  replayed: 'copy',
}

type Props = { finding: Finding; unit: Unit; onDismiss: (finding: Finding) => void }

/** One thing that stood out: what, about whom, how much, since when, and why that is worth a look. */
export function FindingCard({ finding, unit, onDismiss }: Props) {
  const { pattern, numbers, people, organisations, task, dismissed } = finding
  const names = [...people.map(({ name }) => name), ...organisations.map(({ name }) => name)]
  const said = t(`watch.pattern.${pattern}.facts`, {
    ...numbers,
    amount: formatCoins(numbers.amount ?? 0, unit),
    paid: formatCoins(numbers.paid ?? 0, unit),
  })
  return (
    <article class="card finding" aria-label={t(`watch.pattern.${pattern}.title`)}>
      <div class="finding-head">
        <span class="finding-icon">
          <Icon name={ICONS[pattern]} size={26} />
        </span>
        <div>
          <h2 class="finding-title">{t(`watch.pattern.${pattern}.title`)}</h2>
          <p class="soft small">
            {t('watch.between', { from: whenSaid(finding.first_at), until: whenSaid(finding.last_at) })}
          </p>
        </div>
      </div>
      <p>{said}</p>
      {(names.length > 0 || task) && (
        <ul class="finding-names" aria-label={t('watch.who')}>
          {task && (
            <li>
              <bdi>{task.title}</bdi>
            </li>
          )}
          {names.map((name, index) => (
            <li key={String(index)}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p class="soft small">{t(`watch.pattern.${pattern}.why`)}</p>
      {dismissed ? (
        <p class="finding-note">
          <bdi>{dismissed.note}</bdi>
          <span class="soft small">
            {t('watch.by', { name: dismissed.by_name, when: whenSaid(dismissed.at) })}
          </span>
        </p>
      ) : (
        <Button look="quiet" onClick={() => onDismiss(finding)}>
          {t('watch.dismiss.open')}
        </Button>
      )}
    </article>
  )
}

import type { ComponentChildren } from 'preact'
import type { Reserve } from '../../data/types'
import { t } from '../../i18n'
import { euros } from '../../ui/chart/measure'
import { formatCoins, type Unit } from '../../ui/money'

type Coverage = Omit<Reserve, 'deposits' | 'withdrawals'>
type Props = { cover: Coverage; unit: Unit; children?: ComponentChildren }

/** How the reserve covers the coin: the euro, the coins with their worth, and the promise. */
export function Cover({ cover, unit, children }: Props) {
  const { reserve_cents, outstanding, worth_cents, covered_percent } = cover
  return (
    <section class="card cover">
      <dl class="cover-facts">
        <div>
          <dt>{t('programmes.cover.reserve')}</dt>
          <dd>
            <span class="cover-big" dir="ltr">
              {euros.said(reserve_cents)}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('programmes.cover.outstanding')}</dt>
          <dd>
            <span class="cover-number">{formatCoins(outstanding, unit)}</span>
            <span class="soft small">{t('programmes.cover.worth', { euro: euros.said(worth_cents) })}</span>
          </dd>
        </div>
        <div>
          <dt>{t('programmes.cover.covered')}</dt>
          <dd>
            <span class="cover-number">
              {covered_percent === null ? '–' : t('programmes.cover.percent', { percent: covered_percent })}
            </span>
            <span class="soft small">{promiseSaid(cover)}</span>
          </dd>
        </div>
      </dl>
      {covered_percent !== null && (
        <div class={isShort(cover) ? 'cover-bar cover-short' : 'cover-bar'} aria-hidden="true">
          <span class="cover-part" style={{ inlineSize: `${Math.min(100, covered_percent)}%` }} />
        </div>
      )}
      {cover.possible !== null && (
        <p>{t('programmes.cover.possible', { amount: formatCoins(cover.possible, unit) })}</p>
      )}
      {children}
    </section>
  )
}

const isShort = ({ covered_percent, ratio_percent }: Coverage): boolean =>
  ratio_percent !== null && (covered_percent ?? 100) < ratio_percent

/** What the neighbourhood promises about its coin. */
export function promiseSaid({ policy, ratio_percent }: Coverage): string {
  if (policy === 'full') return t('programmes.cover.full')
  if (policy === 'partial') return t('programmes.cover.partial', { percent: ratio_percent ?? 0 })
  return t('programmes.cover.unbacked')
}

import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { PublicFigures } from '../../data/types'
import { t } from '../../i18n'
import { Coin } from '../../ui/Coin'
import { euros } from '../../ui/chart/measure'
import { Stack } from '../../ui/chart/Stack'
import { Card } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid, timeSaid } from '../../ui/moments'
import { formatCoins } from '../../ui/money'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { Cover, promiseSaid } from './Cover'
import { digits } from './said'
import './programmes.css'

/** What everybody may know of a neighbourhood's coin: how much there is, where it is, what covers it. */
export default function PublicScreen({ params }: ScreenProps) {
  const path = `/communities/${encodeURIComponent(params.slug ?? '')}/public`
  const found = useResource(path, (abort) => api.get<PublicFigures>(path, abort))
  const name = found.data?.community.name ?? ''
  return (
    <Screen
      title={name ? t('programmes.public.title', { name }) : t('programmes.public.short')}
      back="/"
      wide
    >
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {(figures) => <Inside figures={figures} />}
      </Loaded>
    </Screen>
  )
}

function Inside({ figures }: { figures: PublicFigures }) {
  const { community, held, at } = figures
  const unit = community.currency
  return (
    <>
      <div class="public-head">
        <Coin name={community.name} size={72} />
        <p>
          {t('programmes.public.rate', {
            coins: formatCoins(figures.coins * 10 ** unit.decimals, unit),
            euro: euros.said(figures.euro_cents),
          })}{' '}
          {promiseSaid(figures)}
        </p>
      </div>
      <div class="programme-top">
        <Cover cover={{ ...figures, possible: null }} unit={unit} />
        {held.length > 0 && (
          <Card>
            <h2 class="seen-by-ear">{t('programmes.public.where')}</h2>
            <Stack
              title={t('programmes.public.where')}
              summary={t('programmes.public.whereText')}
              parts={held.map(({ where, amount }) => ({
                name: t('programmes.public.held', { where }),
                value: amount,
              }))}
              measure={digits(unit)}
            />
          </Card>
        )}
      </div>
      {figures.notes.length > 0 && (
        <Card>
          <h2>{t('programmes.public.notes')}</h2>
          <ul class="public-notes">
            {figures.notes.map(({ amount, count }) => (
              <li key={amount}>
                {t('programmes.public.notesOf', { count, amount: formatCoins(amount, unit) })}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p class="soft small">{t('programmes.public.from', { date: dateSaid(at), time: timeSaid(at) })}</p>
    </>
  )
}

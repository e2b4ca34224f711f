import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import type { VolunteerMeter } from '../../data/types'
import { isUnder21, sayUnder21 } from '../../data/under-21'
import { n, t } from '../../i18n'
import { Meter } from '../../ui/chart/Meter'
import { euros } from '../../ui/chart/measure'
import { formatEuro } from '../../ui/euro'
import { Toggle } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { Card } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import './meter.css'

/** How near somebody is to what volunteers receive free of tax: for their own eyes only. */
export default function MeterScreen() {
  const community = hat.value?.community.id ?? ''
  const under21 = isUnder21()
  const path = `/communities/${community}/volunteer-meter?under_21=${under21}`
  const found = useResource(path, (abort) => api.get<VolunteerMeter>(path, abort))
  return (
    <Screen title={t('meter.title')} back="/home">
      <p class="soft">{t('meter.lead')}</p>
      <Loaded of={found} skeleton={<Skeleton shape="card" count={2} />}>
        {(meter) => <Shown meter={meter} under21={under21} />}
      </Loaded>
      <p class="meter-private">
        <Icon name="info" />
        <span>{t('meter.private')}</span>
      </p>
    </Screen>
  )
}

function Shown({ meter, under21 }: { meter: VolunteerMeter; under21: boolean }) {
  const { tax, places } = meter
  return (
    <>
      <section class="card meter-card">
        <Period meter={meter} of="month" />
        <Period meter={meter} of="year" />
      </section>
      {places.length > 0 && <Places places={places} />}
      <Hours meter={meter} under21={under21} />
      <p class="soft small">
        {tax.valid_from
          ? t('meter.source', { source: tax.source, date: dateSaid(tax.valid_from) })
          : t('meter.sourceOnly', { source: tax.source })}
      </p>
    </>
  )
}

function Period({ meter, of }: { meter: VolunteerMeter; of: 'month' | 'year' }) {
  const { earned_cents, waiting_cents, limit_cents, state } = meter[of]
  const left = Math.max(0, limit_cents - earned_cents)
  return (
    <Meter label={t(`meter.${of}`)} value={earned_cents} max={limit_cents} measure={euros}>
      <p>{t(`meter.state.${state}`, { left: formatEuro(left), period: of })}</p>
      {waiting_cents > 0 && <p>{t('meter.waiting', { amount: formatEuro(waiting_cents) })}</p>}
    </Meter>
  )
}

/** Where it came from, so that the sum can be believed. */
function Places({ places }: { places: VolunteerMeter['places'] }) {
  return (
    <Card title={t('meter.places')}>
      <ul class="meter-places">
        {places.map(({ organisation, community, month_cents, year_cents }) => (
          <li key={`${organisation} ${community}`}>
            <p class="strong">
              <bdi>{organisation || t('meter.elsewhere')}</bdi>
              <span class="soft small meter-where">
                <bdi>{community}</bdi>
              </span>
            </p>
            <p class="meter-sums">
              <span>{t('meter.inMonth', { amount: formatEuro(month_cents) })}</span>
              <span>{t('meter.inYear', { amount: formatEuro(year_cents) })}</span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Hours({ meter, under21 }: { meter: VolunteerMeter; under21: boolean }) {
  const { tax, year, above_hour } = meter
  return (
    <Card title={t('meter.hours')}>
      <p>{t('meter.perHour', { amount: formatEuro(tax.hour_cents) })}</p>
      <Toggle
        label={t('meter.under21')}
        hint={t('meter.under21Hint')}
        checked={under21}
        onChange={sayUnder21}
      />
      <p class="soft small">
        {t('meter.known', { hours: n(Math.round(year.minutes / 6) / 10) })}
        {year.untimed > 0 && ` ${t('meter.untimed', { count: year.untimed })}`}
      </p>
      {above_hour.length > 0 && (
        <>
          <p class="strong">{t('meter.above')}</p>
          <ul class="meter-above">
            {above_hour.map(({ task, at, hour_cents }) => (
              <li key={at}>
                {t('meter.aboveOne', { task, amount: formatEuro(hour_cents), date: dateSaid(at) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

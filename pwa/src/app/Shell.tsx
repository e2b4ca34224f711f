import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hat, hats } from '../data/session'
import { outboxBadge } from '../data/waiting'
import { t } from '../i18n'
import { announcement } from '../ui/announce'
import { Coin } from '../ui/Coin'
import { Icon } from '../ui/Icon'
import { path } from '../ui/router'
import { Banners } from './Banners'
import { HatName } from './HatName'
import { hatSheet, rail, waiting } from './more'
import { currentPlace, type Place, placesOf } from './navigation'
import './Shell.css'

/** What stands around every screen: banners, the places of the hat, the live region. */
export function Shell({ bare, children }: { bare?: boolean | undefined; children: ComponentChildren }) {
  const worn = hat.value
  const withPlaces = worn !== null && !bare
  useEffect(() => {
    document.documentElement.classList.toggle('with-places', withPlaces)
  }, [withPlaces])
  return (
    <>
      {withPlaces && (
        <button type="button" class="skip" onClick={focusContent}>
          {t('shell.toContent')}
        </button>
      )}
      <div class={withPlaces ? 'shell shell-places' : 'shell'}>
        {withPlaces && <Places />}
        <main id="content" class="shell-main">
          {!bare && <Banners />}
          {children}
        </main>
      </div>
      <p class="seen-by-ear" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </>
  )
}

function focusContent(): void {
  document.querySelector<HTMLElement>('#content h1')?.focus()
}

function Places() {
  const [choosing, setChoosing] = useState(false)
  const worn = hat.value
  if (!worn) return null
  const places = placesOf(worn)
  const Rail = rail.value
  const HatSheet = hatSheet.value
  const current = currentPlace(places, path.value)
  return (
    <header class="places no-print">
      <div class="places-who">
        <Coin name={worn.community.name} size={36} />
        <HatName hat={worn} />
        {hats.value.length > 1 && (
          <button type="button" class="places-switch" onClick={() => setChoosing(true)}>
            <Icon name="hat" size={20} />
            <span>{t('shell.hat.switch')}</span>
          </button>
        )}
      </div>
      <nav class="places-bar" aria-label={t('shell.menu')}>
        {places.map((place) => (
          <PlaceLink key={place.href} place={place} current={place === current} />
        ))}
      </nav>
      {Rail && <Rail />}
      {HatSheet && <HatSheet open={choosing} onClose={() => setChoosing(false)} />}
    </header>
  )
}

function PlaceLink({ place, current }: { place: Place; current: boolean }) {
  const count = place.href === '/desk' ? waiting.value : place.href === '/me' ? outboxBadge.value : 0
  return (
    <a
      class={place.big ? 'place place-big' : 'place'}
      href={place.href}
      aria-current={current ? 'page' : undefined}
    >
      <span class="place-icon">
        <Icon name={place.icon} size={place.big ? 28 : 24} />
        {count > 0 && <span class="place-count">{count}</span>}
      </span>
      <span class="place-label">{t(place.label)}</span>
    </a>
  )
}

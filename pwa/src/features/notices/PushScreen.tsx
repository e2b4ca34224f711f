import { useState } from 'preact/hooks'
import {
  loadPush,
  type PushSettings,
  pushAbility,
  startTelling,
  stopTelling,
  switchPush,
} from '../../data/push'
import { type Resource, useResource } from '../../data/resource'
import { hats } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { browserFamily } from '../../ui/browser-family'
import { Toggle } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'

const SWITCHES = [
  'received',
  'paid',
  'asked',
  'approved',
  'declined',
  'request',
  'standing',
  'safety',
  'coin',
  'dispute',
  'shop',
  'office',
  'other',
] as const

/** Whether this phone is told, and of what. */
export default function PushScreen() {
  const push = useResource('push', loadPush)
  return (
    <Screen title={t('push.title')} back="/me">
      <p class="soft">{t('push.lead')}</p>
      <Loaded of={push}>{(settings) => <Choices settings={settings} push={push} />}</Loaded>
    </Screen>
  )
}

/** Nobody is asked about work that they do not do. */
function concerns(name: (typeof SWITCHES)[number]): boolean {
  const kinds = hats.value.map(({ kind }) => kind)
  if (name === 'shop') return kinds.includes('shop')
  if (name === 'office') return kinds.some((kind) => kind !== 'resident' && kind !== 'shop')
  return true
}

type Props = { settings: PushSettings; push: Resource<PushSettings> }

function Choices({ settings, push }: Props) {
  const [shown, setShown] = useState(settings)
  const others = shown.phones - (shown.here ? 1 : 0)
  const change = (name: string, on: boolean): void => {
    const before = shown
    setShown({ ...shown, switches: { ...shown.switches, [name]: on } })
    switchPush(name, on).then(setShown, () => {
      setShown(before)
      void push.reload()
    })
  }
  return (
    <>
      <Here settings={shown} onChange={setShown} />
      {others > 0 && <p class="soft small">{t('push.here.others', { count: others })}</p>}
      {shown.phones > 0 && (
        <section class="stack-tight">
          <h2>{t('push.about')}</h2>
          <p class="soft small">{t('push.aboutHint')}</p>
          {SWITCHES.filter(concerns).map((name) => (
            <Toggle
              key={name}
              label={t(`push.switch.${name}`)}
              checked={shown.switches[name] !== false}
              onChange={(on) => change(name, on)}
            />
          ))}
        </section>
      )}
    </>
  )
}

/** What can be done on this phone: switch it on, switch it off, or what stands in the way. */
function Here({
  settings,
  onChange,
}: {
  settings: PushSettings
  onChange: (settings: PushSettings) => void
}) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const ability = pushAbility()
  const run = async (work: () => Promise<PushSettings | null>): Promise<void> => {
    setBusy(true)
    setFailed(false)
    await work().then(
      (answer) => answer && onChange(answer),
      () => setFailed(true),
    )
    setBusy(false)
  }
  if (ability === 'denied')
    return <Notice kind="warning" title={t('push.denied.title')} next={t(`push.denied.${browserFamily()}`)} />
  if (ability !== 'able')
    return <Notice title={t(`push.${ability}.title`)} next={t(`push.${ability}.next`)} />
  if (settings.here)
    return (
      <>
        <Notice kind="success" title={t('push.here.on')} />
        <Button look="quiet" busy={busy} onClick={() => void run(() => stopTelling().then(loadPush))}>
          {t('push.here.turnOff')}
        </Button>
      </>
    )
  return (
    <>
      {failed && <Notice kind="error" title={t('push.failed.title')} next={t('push.failed.next')} />}
      <Button icon="bell" busy={busy} onClick={() => void run(() => startTelling(settings.public_key))}>
        {t('push.here.turnOn')}
      </Button>
    </>
  )
}

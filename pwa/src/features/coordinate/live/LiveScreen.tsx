import { useEffect, useRef } from 'preact/hooks'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import type { Scans, Task } from '../../../data/types'
import { n, t } from '../../../i18n'
import { Avatar } from '../../../ui/Avatar'
import { announce } from '../../../ui/announce'
import { Button } from '../../../ui/Button'
import { Countdown } from '../../../ui/Countdown'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Loaded } from '../../../ui/Loaded'
import { timeSaid } from '../../../ui/moments'
import { Notice } from '../../../ui/Notice'
import { QrCode } from '../../../ui/QrCode'
import type { ScreenProps } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { useWakeLock } from '../../../ui/visible'
import { useLive, useScans } from './use-live'
import './live.css'

/** A code on the coordinator's screen, for everybody who stands before it, and how many have scanned it. */
export default function LiveScreen({ params }: ScreenProps) {
  const path = `/tasks/${params.id}`
  const back = `/coordinate/${params.org}/task/${params.id}`
  const task = useResource(path, (abort) => api.get<Task>(path, abort))
  if (!task.data)
    return (
      <Screen title={t('presence.live.title')} back={back} deep>
        <Loaded of={task}>{() => null}</Loaded>
      </Screen>
    )
  return <Live task={task.data} back={back} />
}

function Live({ task, back }: { task: Task; back: string }) {
  const { session, shown, error, again, visible } = useLive(task)
  const scans = useScans(session, visible)
  useWakeLock(visible)
  const stop = (
    <Button look="quiet" href={back}>
      {t('presence.live.stop')}
    </Button>
  )
  return (
    <Screen title={task.title} quietTitle back={back} deep action={stop}>
      <p class="live-title">
        <bdi>{task.title}</bdi>
      </p>
      {error?.code === 'cannot-store' && (
        <Notice kind="warning" title={t('coordinate.code.noKey')} next={t('coordinate.code.noKeyNext')} />
      )}
      {error && error.code !== 'cannot-store' && <ErrorNotice trouble={error} onAgain={again} />}
      <div class="live-code">
        {shown && <QrCode text={shown.link} mode="auto" level="L" label={t('presence.live.code')} />}
      </div>
      <div class="live-countdown">
        {shown && (
          <Countdown
            key={shown.from}
            from={shown.from}
            until={shown.until}
            words={(seconds) => t('presence.live.next', { seconds })}
          />
        )}
      </div>
      <p class="live-hint">{t(task.measured ? 'presence.live.comeAndGo' : 'presence.live.scanNow')}</p>
      {scans && <Counter scans={scans} measured={task.measured} />}
    </Screen>
  )
}

/** How many, large enough for the whole hall; the names of the last ones, so that each sees that it worked. */
function Counter({ scans, measured }: { scans: Scans; measured: boolean }) {
  const before = useRef(scans.scanned)
  useEffect(() => {
    if (scans.scanned > before.current) announce(t('presence.live.scanned', { count: scans.scanned }))
    before.current = scans.scanned
  }, [scans.scanned])
  return (
    <section class="live-counter" aria-label={t('presence.live.who')}>
      <p class="live-count">
        <span class="live-number" dir="ltr">
          {n(measured ? scans.there : scans.scanned)}
        </span>
        <span>
          {measured
            ? t('presence.live.there', { count: scans.there })
            : t('presence.live.scanned', { count: scans.scanned })}
        </span>
      </p>
      <ul class="live-names">
        {scans.latest.map(({ name, at, does }) => (
          <li key={`${at} ${name}`}>
            <Avatar name={name || '?'} size={36} />
            <bdi>{name}</bdi>
            <span class="soft-on-deep">
              {measured ? t(`presence.live.did.${does}`, { time: timeSaid(at) }) : timeSaid(at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

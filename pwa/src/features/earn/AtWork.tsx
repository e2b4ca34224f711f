import { useEffect, useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { serverNow } from '../../data/clock'
import { sendCommand } from '../../data/command'
import { useDoing } from '../../data/doing'
import type { Claim, CodeReading, Stay } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { timeSaid, whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { OnTheSpot, usePlace } from './place'
import { Seal } from './Seal'
import { TaskHead } from './TaskHead'
import { durationSaid } from './words'
import { leastMinutes, worth } from './worth'

type Props = {
  code: string
  reading: CodeReading
  unit: Unit
  seal: string
  onClaimed: (claim: Claim) => void
}

/** A task paid by the time that somebody is there: check in when coming, check out when leaving. */
export function AtWork({ code, reading, unit, seal, onClaimed }: Props) {
  const [id] = useState(newId)
  const [stay, setStay] = useState<Stay>()
  const { busy, error, run } = useDoing()
  const place = usePlace(reading)
  const { task, does, since } = reading
  if (stay) return <CheckedIn stay={stay} />
  const checkIn = (): void =>
    void run('in', async () => {
      const position = await place.ask()
      setStay(await sendCommand<Stay>(`/stays/${id}`, { code, position }))
    })
  const checkOut = (): void =>
    void run('out', async () => {
      const position = await place.ask()
      onClaimed(await sendCommand<Claim>(`/claims/${id}`, { code, minutes: null, position }))
    })
  if (error && !error.retryable && !place.isOurs(error))
    return <RefusedScreen trouble={error} {...toHome()} />
  const comes = does === 'check_in'
  const there = comes && since !== null
  const action = there ? (
    <Button href="/home">{t('earn.toCoins')}</Button>
  ) : (
    <Button busy={busy !== null} onClick={comes ? checkIn : checkOut}>
      {t(comes ? 'presence.in.do' : 'presence.out.do')}
    </Button>
  )
  return (
    <Screen title={task.title} quietTitle back="/scan" action={action}>
      <TaskHead task={task} unit={unit} />
      <Seal>{seal}</Seal>
      {error && !place.denied && <ErrorNotice trouble={error} onAgain={comes ? checkIn : checkOut} />}
      {there && (
        <Notice title={t('presence.in.already', { when: whenSaid(since) })} next={t('presence.in.then')} />
      )}
      {comes && !there && <p class="centre soft">{t('presence.in.text')}</p>}
      {!comes && since && <SoFar reading={reading} since={since} unit={unit} />}
      <OnTheSpot place={place} />
    </Screen>
  )
}

/** How long it has been, and what that is worth by the task's own rounding; it goes on while one looks. */
function SoFar({ reading, since, unit }: { reading: CodeReading; since: string; unit: Unit }) {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 10_000)
    return () => clearInterval(timer)
  }, [])
  const { reward } = reading.task
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000))
  const least = leastMinutes(reward)
  return (
    <section class="minutes">
      <p class="minutes-said">{durationSaid(minutes)}</p>
      <p class="soft">{t('presence.out.since', { time: timeSaid(since) })}</p>
      <p class="strong">
        {minutes < least
          ? t('presence.out.short', { count: least })
          : t('presence.out.worth', { amount: formatCoins(worth(reward, minutes), unit) })}
      </p>
    </section>
  )
}

function CheckedIn({ stay }: { stay: Stay }) {
  useEffect(() => announce(t('presence.in.done', { time: timeSaid(stay.since) })), [])
  return (
    <Screen
      title={t('presence.in.done', { time: timeSaid(stay.since) })}
      quietTitle
      action={<Button href="/home">{t('earn.toCoins')}</Button>}
    >
      <div class="outcome" role="status">
        <span class="outcome-shape outcome-good">
          <Icon name="clock" size={76} />
        </span>
        <p class="outcome-title">{t('presence.in.done', { time: timeSaid(stay.since) })}</p>
        <p>
          <bdi>{stay.task.title}</bdi>
        </p>
        <p>{t('presence.in.then')}</p>
      </div>
    </Screen>
  )
}

const toHome = () => ({
  action: t('earn.code.scanAnother'),
  onAction: () => navigate('/scan', { replace: true }),
  second: t('earn.code.tasks'),
  onSecond: () => navigate('/tasks', { replace: true }),
})

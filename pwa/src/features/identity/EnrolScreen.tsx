import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { me, signedInAs } from '../../data/session'
import type { EnrolmentLook, Me } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { newHome, onward, wearNew } from './arrive'
import './identity.css'

/** A whole secret; a link that was cut off on its way has less. */
const TOKEN = /^[A-Za-z0-9_-]{22,86}$/

/** An invitation: which role, where, and the way in. */
export default function EnrolScreen() {
  const [token] = useState(() => location.hash.slice(1))
  return (
    <Screen title={t('identity.enrol.title')} back="/">
      {TOKEN.test(token) ? <Looked token={token} /> : <CutOff />}
    </Screen>
  )
}

function Looked({ token }: { token: string }) {
  const look = useResource(token, () => api.post<EnrolmentLook>('/enrolment-links/look', { token }))
  return <Loaded of={look}>{(found) => <Invitation found={found} token={token} />}</Loaded>
}

function CutOff() {
  return (
    <EmptyState
      picture="gate"
      text={t('identity.enrol.empty')}
      action={t('shell.notFound.action')}
      href="/"
    />
  )
}

function Invitation({ found, token }: { found: EnrolmentLook; token: string }) {
  const place = found.organisation?.name ?? found.community.name
  return (
    <>
      <div class="identity-hero">
        <Coin name={found.community.name} size={96} />
        <p class="enrol-role">{t('identity.enrol.role', { role: found.role, place })}</p>
        <p class="soft">{t('identity.enrol.what', { role: found.role })}</p>
        <p class="soft small">{t('identity.enrol.until', { when: whenSaid(found.expires_at) })}</p>
      </div>
      {me.value ? <Accept found={found} token={token} /> : <ComeIn token={token} />}
    </>
  )
}

function Accept({ found, token }: { found: EnrolmentLook; token: string }) {
  const { busy, error, run } = useDoing()
  const accept = (): void =>
    void run('accept', async () => {
      signedInAs(await api.post<Me>('/enrolment-links/accept', { token }))
      wearNew(found)
      navigate(newHome(), { replace: true })
    })
  return (
    <div class="stack">
      <Button busy={busy !== null} onClick={accept}>
        {t('identity.enrol.accept')}
      </Button>
      <p class="soft centre">{t('identity.enrol.as', { name: me.value?.person.display_name ?? '' })}</p>
      {error && <ErrorNotice trouble={error} />}
    </div>
  )
}

function ComeIn({ token }: { token: string }) {
  const next = { path: '/enrol', fragment: token }
  return (
    <div class="stack">
      <Button href={onward('/sign-up', next)}>{t('identity.enrol.new')}</Button>
      <Button look="quiet" href={onward('/sign-in', next)}>
        {t('identity.enrol.known')}
      </Button>
    </div>
  )
}

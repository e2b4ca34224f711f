import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { useResource } from '../../../data/resource'
import type { DeviceKey, SessionInfo } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Icon } from '../../../ui/Icon'
import { List, Row } from '../../../ui/List'
import { Loaded } from '../../../ui/Loaded'
import { whenSaid } from '../../../ui/moments'
import { Screen } from '../../../ui/Screen'
import '../identity.css'

type Devices = { sessions: SessionInfo[]; keys: DeviceKey[] }

/** Where the person is signed in, and which devices can pay. "Sign out there" stops both at once. */
export default function DevicesScreen() {
  const devices = useResource('devices', readDevices)
  const { busy, error, run } = useDoing()
  const stop = (path: string): void => void run(path, () => api.delete(path).then(devices.reload))
  return (
    <Screen title={t('identity.me.devices')} back="/me">
      <p class="soft">{t('identity.devices.text')}</p>
      {error && <ErrorNotice trouble={error} />}
      <Loaded of={devices}>
        {({ sessions, keys }) => (
          <>
            <section class="stack-tight">
              <h2>{t('identity.devices.sessions')}</h2>
              <List label={t('identity.devices.sessions')}>
                {sessions.map((session) => (
                  <SessionRow key={session.id} session={session} busy={busy} onStop={stop} />
                ))}
              </List>
            </section>
            {keys.length > 0 && <Keys keys={keys} busy={busy} onStop={stop} />}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

async function readDevices(abort: AbortSignal): Promise<Devices> {
  const [{ sessions }, { device_keys }] = await Promise.all([
    api.get<{ sessions: SessionInfo[] }>('/me/sessions', abort),
    api.get<{ device_keys: DeviceKey[] }>('/me/device-keys', abort),
  ])
  return { sessions, keys: device_keys.filter(({ revoked_at }) => revoked_at === null) }
}

type StopProps = { busy: string | null; onStop: (path: string) => void }

function SessionRow({ session, busy, onStop }: StopProps & { session: SessionInfo }) {
  const path = `/me/sessions/${session.id}`
  return (
    <Row
      start={<Icon name="phone" />}
      title={session.device_name}
      text={
        session.current
          ? t('identity.devices.here')
          : t('identity.lastUsed', { when: whenSaid(session.last_used_at ?? session.created_at) })
      }
      end={
        !session.current && (
          <Button look="quiet" fit busy={busy === path} onClick={() => onStop(path)}>
            {t('identity.devices.signOut')}
          </Button>
        )
      }
    />
  )
}

function Keys({ keys, busy, onStop }: StopProps & { keys: DeviceKey[] }) {
  return (
    <section class="stack-tight">
      <h2>{t('identity.devices.keys')}</h2>
      <p class="soft small">{t('identity.devices.keysText')}</p>
      <List label={t('identity.devices.keys')}>
        {keys.map((key) => {
          const path = `/me/device-keys/${key.id}`
          return (
            <Row
              key={key.id}
              start={<Icon name="key" />}
              title={key.name === 'server' ? t('identity.devices.serverKey') : key.name}
              text={
                key.current
                  ? t('identity.devices.here')
                  : t('identity.lastUsed', { when: whenSaid(key.last_used_at ?? key.created_at) })
              }
              end={
                !key.current && (
                  <Button look="quiet" fit busy={busy === path} onClick={() => onStop(path)}>
                    {t('identity.devices.stopKey')}
                  </Button>
                )
              }
            />
          )
        })}
      </List>
    </section>
  )
}

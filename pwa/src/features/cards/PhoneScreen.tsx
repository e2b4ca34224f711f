import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { deviceName } from '../../data/device-name'
import { useDoing } from '../../data/doing'
import { type Ceremony, createPasskey } from '../../data/passkey'
import { useResource } from '../../data/resource'
import { hat, homeOf, loadMe, me } from '../../data/session'
import type { HandOverLook } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import './cards.css'

/** A whole secret; a link that was cut off on its way has less. */
const TOKEN = /^[A-Za-z0-9_-]{22,86}$/

/** The wallet of a card comes to this phone: the same person, now with a passkey. */
export default function PhoneScreen() {
  const [token] = useState(() => location.hash.slice(1))
  const [codes, setCodes] = useState<string[]>()
  if (codes) return <Codes codes={codes} />
  return (
    <Screen title={t('cards.phone.title')} back="/">
      {TOKEN.test(token) ? (
        <Looked token={token} onCodes={setCodes} />
      ) : (
        <EmptyState picture="gate" text={t('cards.phone.cut')} action={t('shell.notFound.action')} href="/" />
      )}
    </Screen>
  )
}

function Looked({ token, onCodes }: { token: string; onCodes: (codes: string[]) => void }) {
  const look = useResource(token, () => api.post<HandOverLook>('/hand-overs/look', { token }))
  return <Loaded of={look}>{(found) => <Here found={found} token={token} onCodes={onCodes} />}</Loaded>
}

type HereProps = { found: HandOverLook; token: string; onCodes: (codes: string[]) => void }

function Here({ found, token, onCodes }: HereProps) {
  const { busy, error, run } = useDoing()
  const put = (): void =>
    void run('put', async () => {
      const begun = await api.post<Ceremony>('/hand-overs/options', { token })
      const credential = await createPasskey(begun.public_key)
      const { recovery_codes } = await api.post<{ recovery_codes: string[] }>('/hand-overs/finish', {
        challenge_id: begun.challenge_id,
        credential,
        device_name: deviceName(),
      })
      await loadMe()
      onCodes(recovery_codes)
    })
  return (
    <div class="stack">
      <div class="cards-hand">
        <p>
          <Coin name={found.community.name} size={96} />
        </p>
        <p class="cards-hand-who">{t('cards.phone.hello', { name: found.display_name })}</p>
        <p>{t('cards.phone.what')}</p>
        <p class="soft">{t(found.keep_card ? 'cards.phone.cardStays' : 'cards.phone.cardStops')}</p>
      </div>
      {error && <ErrorNotice trouble={error} />}
      {me.value ? (
        <Notice kind="warning" title={t('cards.phone.otherPerson')} />
      ) : (
        <Button icon="key" busy={busy !== null} onClick={put}>
          {t('cards.phone.here')}
        </Button>
      )}
    </div>
  )
}

function Codes({ codes }: { codes: string[] }) {
  const action = (
    <div class="stack-tight no-print">
      <Button onClick={() => navigate(homeOf(hat.peek()), { replace: true })}>{t('cards.phone.kept')}</Button>
      <Button look="quiet" icon="print" onClick={() => print()}>
        {t('cards.paper.now')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('cards.phone.codes')} action={action}>
      <p class="no-print">{t('cards.phone.codesText')}</p>
      <ol class="cards-codes" dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </Screen>
  )
}

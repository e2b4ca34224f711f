import { useState } from 'preact/hooks'
import type { LinkLook, Returned } from '../../../data/api-types'
import { api } from '../../../data/client'
import { deviceName } from '../../../data/device-name'
import { useDoing } from '../../../data/doing'
import { type Ceremony, createPasskey } from '../../../data/passkey'
import { useResource } from '../../../data/resource'
import type { Me } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { Coin } from '../../../ui/Coin'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Loaded } from '../../../ui/Loaded'
import { timeSaid } from '../../../ui/moments'
import { Screen } from '../../../ui/Screen'
import { arrive, goOn } from '../arrive'
import { KeyNotice } from '../KeyNotice'
import { RecoveryCodes } from '../RecoveryCodes'
import '../identity.css'

/** A whole secret; a link that was cut off on its way has less. */
const TOKEN = /^[A-Za-z0-9_-]{22,86}$/
const HOME = { path: null, fragment: '' }

type Step = { at: 'link' } | { at: 'codes'; codes: string[]; keyless: boolean } | { at: 'keyless' }

/** Who lost everything comes back with the link that the second person shows: a new passkey, new codes. */
export default function RecoverScreen() {
  const [token] = useState(() => location.hash.slice(1))
  const [step, setStep] = useState<Step>({ at: 'link' })
  const back = async (codes: string[]): Promise<void> => {
    const keyless = !(await arrive(await api.get<Me>('/me')))
    history.replaceState(history.state, '', location.pathname)
    setStep({ at: 'codes', codes, keyless })
  }
  if (step.at === 'keyless') return <KeyNotice onGoOn={() => goOn(HOME)} />
  if (step.at === 'codes')
    return (
      <Screen title={t('identity.codes.title')}>
        <RecoveryCodes
          codes={step.codes}
          onKept={() => (step.keyless ? setStep({ at: 'keyless' }) : goOn(HOME))}
        />
      </Screen>
    )
  return (
    <Screen title={t('rescue.recover.title')}>
      {TOKEN.test(token) ? (
        <Looked token={token} onBack={back} />
      ) : (
        <EmptyState picture="gate" text={t('rescue.recover.cutOff')} />
      )}
    </Screen>
  )
}

type Props = { token: string; onBack: (codes: string[]) => Promise<void> }

function Looked({ token, onBack }: Props) {
  const look = useResource(token, () => api.post<LinkLook>('/recovery-links/look', { token }))
  const { busy, error, run } = useDoing()
  const make = (): void => void run('make', async () => onBack(await comeBack(token)))
  return (
    <Loaded of={look}>
      {({ community, display_name, expires_at }) => (
        <>
          <div class="identity-hero">
            <Coin name={community.name} size={96} />
            <p class="enrol-role">{t('rescue.recover.hello', { name: display_name })}</p>
          </div>
          <p>{t('rescue.recover.text')}</p>
          {error && <ErrorNotice trouble={error} />}
          <Button icon="key" busy={busy !== null} onClick={make}>
            {t('rescue.recover.make')}
          </Button>
          <p class="soft small centre">{t('rescue.recover.until', { when: timeSaid(expires_at) })}</p>
          <p class="soft small centre">{t('rescue.recover.other')}</p>
        </>
      )}
    </Loaded>
  )
}

async function comeBack(token: string): Promise<string[]> {
  const { challenge_id, public_key } = await api.post<Ceremony>('/recovery-links/options', { token })
  const credential = await createPasskey(public_key)
  const body = { token, challenge_id, credential, device_name: deviceName() }
  return (await api.post<Returned>('/recovery-links/accept', body)).recovery_codes
}

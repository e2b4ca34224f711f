import { useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { deviceName } from '../../../data/device-name'
import { useDoing } from '../../../data/doing'
import { type Ceremony, usePasskey } from '../../../data/passkey'
import type { Me } from '../../../data/types'
import { t } from '../../../i18n'
import { announce } from '../../../ui/announce'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Field } from '../../../ui/Field'
import { Screen } from '../../../ui/Screen'
import { arrive, goOn } from '../arrive'
import { KeyNotice } from '../KeyNotice'
import '../identity.css'

const HOME = { path: null, fragment: '' }

/** A recovery that one did not ask for: ended by a passkey or a recovery code, and signed in by that. */
export default function StopScreen() {
  const { busy, error, run } = useDoing()
  const [code, setCode] = useState('')
  const [keyless, setKeyless] = useState(false)
  const stopped = async (): Promise<void> => {
    announce(t('rescue.stop.done'))
    if (await arrive(await api.get<Me>('/me'))) goOn(HOME)
    else setKeyless(true)
  }
  const byPasskey = (): void =>
    void run('passkey', async () => {
      await stopByPasskey()
      await stopped()
    })
  const byCode = (event: Event): void => {
    event.preventDefault()
    const body = { code: code.trim(), device_name: deviceName() }
    if (body.code)
      void run('code', async () => {
        await api.post('/recovery-stops/code', body)
        await stopped()
      })
  }
  if (keyless) return <KeyNotice onGoOn={() => goOn(HOME)} />
  return (
    <Screen title={t('rescue.stop.title')} back="/lost">
      <p>{t('rescue.stop.lead')}</p>
      {error && <ErrorNotice trouble={error} />}
      <Button icon="key" busy={busy === 'passkey'} onClick={byPasskey}>
        {t('rescue.stop.withPasskey')}
      </Button>
      <form class="stack" onSubmit={byCode}>
        <h2>{t('rescue.stop.withCode')}</h2>
        <Field
          label={t('rescue.lost.code')}
          hint={t('rescue.lost.codeHint')}
          value={code}
          onInput={setCode}
          autoComplete="off"
          maxLength={64}
          code
        />
        <Button type="submit" look="quiet" busy={busy === 'code'} disabled={code.trim() === ''}>
          {t('rescue.stop.useCode')}
        </Button>
      </form>
    </Screen>
  )
}

async function stopByPasskey(): Promise<void> {
  const { challenge_id, public_key } = await api.post<Ceremony>('/recovery-stops/options')
  const credential = await usePasskey(public_key)
  await api.post('/recovery-stops', { challenge_id, credential, device_name: deviceName() })
}

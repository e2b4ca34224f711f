import { useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { useResource } from '../../../data/resource'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Loaded } from '../../../ui/Loaded'
import { Notice } from '../../../ui/Notice'
import { navigate } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Skeleton } from '../../../ui/Skeleton'
import { RecoveryCodes } from '../RecoveryCodes'
import '../identity.css'

/** How many codes are left; new ones replace them all. */
export default function RecoveryScreen() {
  const left = useResource('codes', (abort) => api.get<{ unused: number }>('/me/recovery-codes', abort))
  const [codes, setCodes] = useState<string[]>()
  const { busy, error, run } = useDoing()
  const make = (): void =>
    void run('make', async () => {
      setCodes((await api.post<{ codes: string[] }>('/me/recovery-codes')).codes)
    })
  if (codes)
    return (
      <Screen title={t('identity.codes.title')}>
        <RecoveryCodes codes={codes} onKept={() => navigate('/me', { replace: true })} />
      </Screen>
    )
  return (
    <Screen title={t('identity.me.recovery')} back="/me">
      <p>{t('identity.recovery.text')}</p>
      <Loaded of={left} skeleton={<Skeleton shape="card" />}>
        {({ unused }) => (
          <Notice
            kind={unused > 2 ? 'success' : 'warning'}
            title={t('identity.recovery.left', { count: unused })}
            next={unused > 2 ? t('identity.recovery.enough') : t('identity.recovery.few')}
          />
        )}
      </Loaded>
      <Button look="quiet" busy={busy !== null} onClick={make}>
        {t('identity.recovery.make')}
      </Button>
      <p class="soft small centre">{t('identity.recovery.replaces')}</p>
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

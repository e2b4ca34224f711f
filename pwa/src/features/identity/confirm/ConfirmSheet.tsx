import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { isExample } from '../../../data/server'
import { me } from '../../../data/session'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Notice } from '../../../ui/Notice'
import { Sheet } from '../../../ui/Sheet'
import { confirmSession } from '../ceremonies'

/** Something important is about to change: is it really you? */
export function ConfirmSheet({ onDone }: { onDone: (confirmed: boolean) => void }) {
  const { busy, error, run } = useDoing()
  const confirm = (name: string, work: () => Promise<unknown>): void =>
    void run(name, work).then((worked) => worked && onDone(true))
  const hasPasskey = me.value?.has_passkey ?? false
  const example = isExample()
  return (
    <Sheet open title={t('identity.confirm.title')} onClose={() => onDone(false)}>
      <p>{t('identity.confirm.text')}</p>
      {hasPasskey && (
        <Button icon="key" busy={busy === 'passkey'} onClick={() => confirm('passkey', confirmSession)}>
          {t('identity.confirm.passkey')}
        </Button>
      )}
      {example && (
        <Button
          look={hasPasskey ? 'quiet' : 'filled'}
          busy={busy === 'example'}
          onClick={() => confirm('example', () => api.post('/example/confirm'))}
        >
          {t('identity.confirm.example')}
        </Button>
      )}
      {!hasPasskey && !example && (
        <Notice kind="warning" title={t('identity.confirm.none')} next={t('identity.confirm.noneNext')} />
      )}
      {error && <ErrorNotice trouble={error} />}
    </Sheet>
  )
}

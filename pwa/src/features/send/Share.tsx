import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'

/** Sends a link with the phone's own way of sharing, or copies it. */
export function Share({ url, title }: { url: string; title: string }) {
  const [copied, setCopied] = useState(false)
  const canShare = typeof navigator.share === 'function'
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url).catch(() => undefined)
    setCopied(true)
    announce(t('ui.share.copied'))
  }
  return (
    <div class="send-ways">
      {canShare && (
        <Button
          look="quiet"
          icon="share"
          onClick={() => void navigator.share({ title, text: title, url }).catch(() => undefined)}
        >
          {t('ui.share.send')}
        </Button>
      )}
      <Button look="quiet" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
        {copied ? t('ui.share.copied') : t('send.copy')}
      </Button>
    </div>
  )
}

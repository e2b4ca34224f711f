import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { announce } from './announce'
import { Button } from './Button'
import { QrCode } from './QrCode'
import './ShareLink.css'

/** A link to hand over: a QR to scan from this screen, and the same to copy or to send. */
export function ShareLink({ url, title, label }: { url: string; title: string; label?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url).catch(() => undefined)
    setCopied(true)
    announce(t('ui.share.copied'))
  }
  const canShare = typeof navigator.share === 'function'
  return (
    <div class="share-link">
      <div class="share-link-code">
        <QrCode text={url} mode="auto" label={label} />
      </div>
      <p class="share-link-url" dir="ltr">
        {url}
      </p>
      <div class="share-link-ways">
        <Button look="quiet" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
          {copied ? t('ui.share.copied') : t('ui.share.copy')}
        </Button>
        {canShare && (
          <Button
            look="quiet"
            icon="share"
            onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
          >
            {t('ui.share.send')}
          </Button>
        )}
      </div>
    </div>
  )
}

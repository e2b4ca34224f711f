import { useState } from 'preact/hooks'
import { me } from '../../data/session'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Toggle } from '../../ui/Field'

/** The recovery codes, this once: copy, print or save them, then say so. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const [kept, setKept] = useState(false)
  return (
    <div class="stack">
      <p class="no-print">{t('identity.codes.text')}</p>
      <div class="codes">
        <h2 class="codes-heading">
          {t('identity.codes.heading', { name: me.value?.person.display_name ?? '' })}
        </h2>
        <ol class="codes-list" dir="ltr">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <KeepButtons codes={codes} />
      <div class="no-print stack">
        <Toggle label={t('identity.codes.kept')} checked={kept} onChange={setKept} />
        <Button disabled={!kept} onClick={onKept}>
          {t('identity.codes.goOn')}
        </Button>
      </div>
    </div>
  )
}

function KeepButtons({ codes }: { codes: string[] }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(codes.join('\n'))
    setCopied(true)
    announce(t('identity.codes.copied'))
  }
  return (
    <div class="codes-keep no-print">
      <Button
        look="quiet"
        fit
        icon={copied ? 'check' : 'copy'}
        onClick={() => void copy().catch(() => undefined)}
      >
        {t(copied ? 'identity.codes.copied' : 'identity.codes.copy')}
      </Button>
      <Button look="quiet" fit icon="print" onClick={() => print()}>
        {t('identity.codes.print')}
      </Button>
      <Button look="quiet" fit icon="download" onClick={() => save(codes)}>
        {t('identity.codes.save')}
      </Button>
    </div>
  )
}

/** Hands the codes to the browser as a text file. */
function save(codes: string[]): void {
  const lines = [
    t('identity.codes.heading', { name: me.peek()?.person.display_name ?? '' }),
    '',
    ...codes,
    '',
  ]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }))
  link.download = 'wijkmunt.txt'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

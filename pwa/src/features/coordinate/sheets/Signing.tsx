import { useEffect, useRef, useState } from 'preact/hooks'
import { useDoing } from '../../../data/doing'
import { CannotStore } from '../../../data/keys'
import { ApiError } from '../../../data/problem'
import { t } from '../../../i18n'
import { announce } from '../../../ui/announce'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Notice } from '../../../ui/Notice'
import type { AnySheet, SheetKind } from './sheet'
import { signSheet } from './sign-sheet'

const NO_KEY = 'cannot-store'
type Props = { kind: SheetKind; sheet: AnySheet; begin: boolean; onChange: () => void }

/** The phone signs what is left of a sheet, with how far it is; it can stop and go on later. */
export function Signing({ kind, sheet, begin, onChange }: Props) {
  const { busy, error, run } = useDoing()
  const [signed, setSigned] = useState(sheet.count - sheet.unsigned)
  const stop = useRef(new AbortController())
  const sign = (): void => {
    stop.current = new AbortController()
    void run('sign', async () => {
      try {
        await signSheet(kind, sheet, setSigned, stop.current.signal)
      } catch (problem) {
        throw problem instanceof CannotStore ? new ApiError(NO_KEY) : problem
      }
      if (!stop.current.signal.aborted) announce(t('sheets.signing.done'))
    }).then(onChange)
  }
  useEffect(() => {
    if (begin) sign()
    return () => stop.current.abort()
  }, [])
  if (busy)
    return (
      <section class="card stack-tight sheet-signing" aria-live="off">
        <h2>{t('sheets.signing.title')}</h2>
        <progress max={sheet.count} value={signed} aria-label={t('sheets.signing.title')} />
        <p class="sheet-signed">{t('sheets.signing.of', { done: signed, count: sheet.count })}</p>
        <p class="soft small">{t('sheets.signing.text')}</p>
        <Button look="quiet" onClick={() => stop.current.abort()}>
          {t('sheets.signing.stop')}
        </Button>
      </section>
    )
  return (
    <section class="stack-tight">
      {error?.code === NO_KEY ? (
        <Notice kind="warning" title={t('coordinate.code.noKey')} next={t('coordinate.code.noKeyNext')} />
      ) : (
        error && <ErrorNotice trouble={error} />
      )}
      <Notice
        kind="warning"
        title={t('sheets.signing.left', { count: sheet.unsigned })}
        next={t('sheets.signing.leftNext')}
        action={t('sheets.signing.goOn')}
        onAction={sign}
      />
    </section>
  )
}

import { useEffect, useRef, useState } from 'preact/hooks'
import { type Recognised, recognise } from '../../core/recognise'
import { t } from '../../i18n'
import { allowSound } from '../../ui/chime'
import { Notice } from '../../ui/Notice'
import { QrScanner } from '../../ui/QrScanner'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'

/** Codes that are ours but are not for earning, and what is not ours at all. */
type NotHere = 'payment_code' | 'short_code' | 'unknown'

/** The scanner: whatever code it is, the next screen says what it found before anything happens. */
export default function ScanScreen() {
  const [notHere, setNotHere] = useState<NotHere>()
  const place = useRef<HTMLDivElement>(null)
  useEffect(allowSound, [])
  useEffect(() => {
    if (notHere) place.current?.scrollIntoView({ block: 'center' })
  }, [notHere])
  const read = (text: string): void => {
    const found = recognise(text)
    const address = addressOf(found)
    if (address) navigate(address)
    else setNotHere(found.kind as NotHere)
  }
  return (
    <Screen title={t('earn.scan.title')}>
      <div role="status" ref={place}>
        {notHere && (
          <Notice
            kind="warning"
            title={t(`earn.notHere.${notHere}.title`)}
            next={t(`earn.notHere.${notHere}.next`)}
          />
        )}
      </div>
      <QrScanner onText={read} hint={t('earn.scan.hint')} placeholder={t('earn.scan.example')} />
    </Screen>
  )
}

/** Where a code of ours is explained: the code goes along in the fragment, as in its own link. */
export function addressOf({ kind, value }: Recognised): string | null {
  if (kind === 'task_link' || kind === 'task_code' || kind === 'text_code') return `/t#${value}`
  if (kind === 'payment_request') return `/r#${value}`
  return kind === 'enrolment_link' ? `/enrol#${value}` : null
}

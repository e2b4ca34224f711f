import { useState } from 'preact/hooks'
import { isCardNumber } from '../../core/card-code'
import { recognise } from '../../core/recognise'
import { t } from '../../i18n'
import { Notice } from '../../ui/Notice'
import { QrScanner } from '../../ui/QrScanner'

/** Looks for a card: by camera, by hand scanner, or typed. Other codes say that they are none. */
export function ScanCard({ onCard, paused = false }: { onCard: (number: string) => void; paused?: boolean }) {
  const [wrong, setWrong] = useState(false)
  const read = (text: string): void => {
    const { kind, value } = recognise(text)
    const good = kind === 'wallet_card' && isCardNumber(value)
    setWrong(!good)
    if (good) onCard(value)
  }
  return (
    <>
      <div role="status">{wrong && <Notice kind="warning" title={t('cards.desk.notCard')} />}</div>
      <QrScanner
        onText={read}
        paused={paused}
        hint={t('cards.desk.scanHint')}
        placeholder={t('cards.desk.example')}
      />
    </>
  )
}

import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import { QrScanner } from '../../ui/QrScanner'
import { Screen } from '../../ui/Screen'

type Props = {
  unit: Unit
  amount: number
  hint: string
  home: string
  onText: (text: string) => void
  onCode: () => void
}

/** The camera looks for the customer's code. */
export function ScanStep({ unit, amount, hint, home, onText, onCode }: Props) {
  const action = (
    <Button look="quiet" icon="keyboard" onClick={onCode}>
      {t('counter.typeCode')}
    </Button>
  )
  return (
    <Screen title={formatCoins(amount, unit)} back={home} action={action}>
      {hint && <Notice kind="warning" title={hint} />}
      <QrScanner onText={onText} typed={false} hint={t('counter.scanHint')} />
    </Screen>
  )
}

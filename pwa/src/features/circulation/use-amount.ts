import { useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { t } from '../../i18n'

/** An amount that is typed into a field: its minor units (0 until it is one), and what to say when asked too early. */
export function useAmount(decimals: number): {
  typed: string
  type: (text: string) => void
  amount: number
  missing: string
} {
  const [typed, type] = useState('')
  const parsed = parseAmount(typed, decimals)
  return { typed, type, amount: parsed.ok ? parsed.amount : 0, missing: t('circulation.amountMissing') }
}

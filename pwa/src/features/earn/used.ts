import { t } from '../../i18n'
import type { Trouble } from '../../ui/error-text'

/** A used code on paper: for who holds it another one comes from who gave it, and not by waiting. */
export function usedWords(
  { code, params }: Trouble,
  kind: 'voucher' | 'note',
): { title: string; next: string } | undefined {
  if (code !== 'code_used') return undefined
  return { title: t(`notes.used.${params?.note ? 'note' : kind}`), next: t('notes.used.next') }
}

import { t } from '../../../i18n'
import { dateSaid } from '../../../ui/moments'
import { formatCoins, type Unit } from '../../../ui/money'
import { Counts } from './Counts'
import { type AnySheet, type SheetKind, screenOf } from './sheet'

type Props = { kind: SheetKind; sheets: AnySheet[]; unit: Unit; org: string }

/** The sheets that were made, newest first, each with how many of its codes are left. */
export function SheetList({ kind, sheets, unit, org }: Props) {
  return (
    <ul class="stack sheet-list">
      {sheets.map((sheet) => (
        <li key={sheet.id}>
          <a class="card sheet-card" href={screenOf(org, kind, sheet.id)}>
            <span class="sheet-card-title">{titleOf(sheet, unit)}</span>
            <span class="soft small">{t('sheets.made', { date: dateSaid(sheet.created_at) })}</span>
            <Counts sheet={sheet} />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** "100 bonnen", or "100 briefjes van 5 ooievaars". */
export function titleOf(sheet: AnySheet, unit: Unit): string {
  if (!('amount' in sheet)) return t('sheets.vouchers.of', { count: sheet.count })
  return t('sheets.notes.of', { count: sheet.count, amount: formatCoins(sheet.amount, unit) })
}

import type { BankStatement } from '../../data/api-types'
import { t } from '../../i18n'
import { State } from './State'

export const OUTCOMES = [
  'paid',
  'returned',
  'unmatched',
  'waiting',
  'paid_before',
  'returned_before',
] as const

/** How many lines of a statement came to what, those that matter first. */
export function Counts({ of }: { of: BankStatement }) {
  const found = OUTCOMES.filter((name) => (of.counts[name] ?? 0) > 0)
  if (found.length === 0) return <span class="soft">{t('redeem.statements.linesEmpty')}</span>
  return (
    <span class="settle-counts">
      {found.map((name) => (
        <State
          key={name}
          state={name}
          words={`${of.counts[name]} × ${t(`redeem.statements.outcome.${name}`)}`}
        />
      ))}
    </span>
  )
}

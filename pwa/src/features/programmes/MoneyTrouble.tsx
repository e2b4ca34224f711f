import type { ApiError } from '../../data/problem'
import { t } from '../../i18n'
import { euros } from '../../ui/chart/measure'
import { errorText } from '../../ui/error-text'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'

/** A refusal about money, with how much would have been possible. */
export function MoneyTrouble({ error, unit }: { error: ApiError; unit: Unit }) {
  const { title, next } = errorText(error)
  const more = howMuch(error, unit)
  return (
    <Notice kind="error" title={title} next={next}>
      {more && <p>{more}</p>}
    </Notice>
  )
}

function howMuch({ code, params }: ApiError, unit: Unit): string {
  const number = (name: string): number => Number(params[name] ?? 0)
  if ('left' in params) return t('programmes.trouble.left', { amount: formatCoins(number('left'), unit) })
  if ('over' in params) return t('programmes.trouble.over', { amount: formatCoins(number('over'), unit) })
  if (code === 'reserve_too_small' && 'possible' in params)
    return t('programmes.trouble.possible', {
      amount: formatCoins(number('possible'), unit),
      euro: euros.said(number('missing_cents')),
    })
  if ('possible_cents' in params)
    return t('programmes.trouble.left', { amount: euros.said(number('possible_cents')) })
  if (code === 'reference_used')
    return t('programmes.trouble.reference', {
      euro: euros.said(number('cents')),
      date: dateSaid(String(params.day)),
    })
  return ''
}

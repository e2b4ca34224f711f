import { hasMessage, t, type Values } from '../../i18n'
import { formatEuro } from '../../ui/euro'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import type { NoticeParams } from './kinds'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What a notice says: its sentence and, where there is one, a second line. Unknown kinds say that there is news. */
export function wordsOf(kind: string, params: NoticeParams, unit: Unit): { title: string; text: string } {
  const values = valuesOf(params, unit)
  const title = `notices.kind.${kind}.title`
  const text = `notices.kind.${kind}.text`
  return {
    title: hasMessage(title) ? t(title, values) : t('notices.other'),
    text: hasMessage(text) ? t(text, values) : '',
  }
}

/** Plain values as people read them: coins with their name, euro, days; a reason in the words of that error. */
function valuesOf(params: NoticeParams, unit: Unit): Values {
  const said: Values = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number' && name.endsWith('amount')) said[name] = formatCoins(value, unit)
    else if (typeof value === 'number' && name.endsWith('left')) said[name] = formatCoins(value, unit)
    else if (typeof value === 'number' && name.endsWith('_cents')) said[name] = formatEuro(value)
    else if (typeof value === 'string' && DAY.test(value)) said[name] = dateSaid(value)
    else if (typeof value === 'string' && name === 'reason') said[name] = reasonSaid(value)
    else if (typeof value === 'string' || typeof value === 'number') said[name] = value
  }
  return said
}

function reasonSaid(code: string): string {
  const key = `errors.${code}.title`
  return hasMessage(key) ? t(key) : code
}

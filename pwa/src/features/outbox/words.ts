import type { Item } from '../../data/outbox'
import { hasMessage, t } from '../../i18n'
import { errorText } from '../../ui/error-text'
import { timeSaid, whenSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'

/** What it is, in a few words: "Klus: Stoep vegen". */
export function whatSaid({ kind, about }: Item): string {
  const key = `outbox.kind.${kind}`
  const what = hasMessage(key) ? t(key) : t('outbox.kind.other')
  return about.title ? t('outbox.named', { what, title: about.title }) : what
}

/** What happens to it now; `sending` are the ids under way, `online` whether there is a network. */
export function stateSaid(item: Item, sending: boolean, online: boolean): string {
  const when = whenSaid(item.madeAt)
  if (sending) return t('outbox.state.sending', { when })
  if (!online) return t('outbox.state.offline', { when })
  if (item.kind === 'offline-codes') return t('outbox.state.shop', { when })
  if (item.notBefore > Date.now())
    return t('outbox.state.later', { when, time: timeSaid(new Date(item.notBefore).toISOString()) })
  return t('outbox.state.waiting', { when })
}

/** How it ended well; for a shop also when the guarantee paid a part. */
export function doneSaid({ settledAt, result }: Item, unit: Unit | undefined): string {
  const when = whenSaid(settledAt ?? '')
  const { shop, covered } = Object(result)
  if (covered > 0 && unit) return t('outbox.state.covered', { when, amount: formatCoins(covered, unit) })
  return typeof shop === 'string'
    ? t('outbox.state.booked', { shop, when })
    : t('outbox.state.done', { when })
}

/** Why it was refused; of what a shop had accepted the shop reads how much arrived. */
export function whySaid({ kind, why }: Item, unit: Unit | undefined): { title: string; next: string } {
  const said = errorText(why ?? { code: 'unexpected' })
  const { amount, received } = why?.params ?? {}
  if (kind !== 'offline-payments' || !unit || received === undefined) return said
  const coins = (value: unknown): string => formatCoins(Number(value), unit)
  return { ...said, next: t('outbox.received', { received: coins(received), amount: coins(amount) }) }
}

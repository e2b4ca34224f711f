import type { Item } from '../../data/outbox'
import { hasMessage, t } from '../../i18n'
import { timeSaid, whenSaid } from '../../ui/moments'

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
  if (item.notBefore > Date.now())
    return t('outbox.state.later', { when, time: timeSaid(new Date(item.notBefore).toISOString()) })
  return t('outbox.state.waiting', { when })
}

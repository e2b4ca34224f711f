import type { Card as CardData } from '../../data/types'
import { t } from '../../i18n'

/** In two lines: whether the card works, and what that means. */
export function Status({ card }: { card: CardData }) {
  return (
    <div class="cards-status" data-status={card.status} role="status">
      <p class="cards-status-word">{t(`cards.status.${card.status}`)}</p>
      <p class="soft">{t(`cards.statusText.${card.status}`)}</p>
    </div>
  )
}

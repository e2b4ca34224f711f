import type { Community } from '../../../data/types'
import { Coin } from '../../../ui/Coin'
import { Pictogram } from '../../../ui/Pictogram'
import type { Printable } from './load'
import { lengthOf } from './Poster'
import { askOf, Code, InAll, rewardIn } from './parts'
import type { Voice } from './voices'

/** Side of the code on a card, millimetres. */
export const CARD_CODE = 45

type Props = { cards: Printable[]; community: Community; voices: [Voice, ...Voice[]] }

/** Six cards on one A4, to cut out: for a counter, a notice board, a hand. */
export function SheetPage({ cards, community, voices }: Props) {
  const [main] = voices
  return (
    <article class="page sheet-page" lang={main.code} dir={main.dir}>
      {cards.map((card, index) => (
        <section key={String(index)} class="code-card">
          <header class="code-card-head">
            <h2 class="code-card-title" data-long={lengthOf(card.task.title)} dir="auto">
              {card.task.title}
            </h2>
            <Coin name={community.name} />
          </header>
          <div class="code-card-middle">
            <Code code={card} size={CARD_CODE} label={main.t('poster.code', { code: card.text })} />
            <div class="code-card-side">
              <Pictogram name={card.task.picture} />
              <p class="code-card-reward">{rewardIn(main, card.task.reward, community.currency)}</p>
              <p class="code-card-text" dir="ltr">
                {card.text}
              </p>
            </div>
          </div>
          <InAll voices={voices} say={askOf(card, 'poster.scanShort')} />
        </section>
      ))}
    </article>
  )
}

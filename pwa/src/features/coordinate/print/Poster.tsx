import type { Community } from '../../../data/types'
import { Coin } from '../../../ui/Coin'
import { Pictogram } from '../../../ui/Pictogram'
import type { Printable } from './load'
import { askOf, Code, InAll, rewardIn } from './parts'
import type { Voice } from './voices'

/** Side of the code on a poster: read from three metres away. Millimetres. */
export const POSTER_CODE = 120

type Props = { printable: Printable; community: Community; voices: [Voice, ...Voice[]] }

/** One A4 to hang up: what the work is, what it pays, and the code to scan when it is done. */
export function Poster({ printable, community, voices: [main, ...others] }: Props) {
  const { task, text } = printable
  return (
    <article class="page poster" lang={main.code} dir={main.dir}>
      <header class="poster-head">
        <div class="poster-words">
          <h2 class="poster-title" data-long={lengthOf(task.title)} dir="auto">
            {task.title}
          </h2>
          <p class="poster-reward">{rewardIn(main, task.reward, community.currency)}</p>
        </div>
        <div class="poster-seal">
          <Coin name={community.name} />
        </div>
      </header>
      <div class="poster-what">
        <Pictogram name={task.picture} />
        <div>
          {task.place && (
            <p class="poster-where" dir="auto">
              {task.place}
            </p>
          )}
          <p class="poster-text-lines" dir="auto">
            {task.description}
          </p>
        </div>
      </div>
      <div class="poster-code">
        <Code code={printable} size={POSTER_CODE} label={main.t('poster.code', { code: text })} />
      </div>
      <div class="poster-how">
        <p class="poster-main">{main.t(askOf(printable))}</p>
        {others.length > 0 && <InAll voices={others} say={askOf(printable)} />}
      </div>
      <footer class="poster-foot">
        <p>{main.t('poster.signed', { organisation: task.organisation.name })}</p>
        <p class="poster-text" dir="ltr">
          {text}
        </p>
      </footer>
    </article>
  )
}

/** Long titles are set smaller, so that they keep to their lines. */
export function lengthOf(title: string): 'short' | 'middle' | 'long' {
  if (title.length <= 28) return 'short'
  return title.length <= 50 ? 'middle' : 'long'
}

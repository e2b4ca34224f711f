import { useMemo } from 'preact/hooks'
import type { Community, Reward } from '../../../data/types'
import { Coin } from '../../../ui/Coin'
import { formatDigits, unitOf } from '../../../ui/money'
import { drawQr } from '../../../ui/qr'
import type { Voice } from '../print/voices'
import { Guilloche } from './Guilloche'
import type { SheetCode, SheetKind } from './sheet'

/** What all cards of a sheet say. */
export type CardFacts = {
  kind: SheetKind
  community: Community
  /** How many cards the sheet has. */
  count: number
  until: string
  reward: Pick<Reward, 'kind' | 'amount'>
  organisation: string
  /** The task of a voucher. */
  title: string | null
}

/** Side of the code on a card, millimetres. */
export const CODE_MM = 40

/** Squares of white around the code (ISO/IEC 18004 section 6.3.8), on each side. */
const QUIET = 4

type Props = { code: SheetCode; facts: CardFacts; voices: [Voice, ...Voice[]] }

/** One card to cut out: the code, its letters to type, what it is worth, and its number. */
export function Card({ code, facts, voices: [main, second] }: Props) {
  const { kind, community, reward, organisation, title } = facts
  const unit = community.currency
  return (
    <section class={`cut-card cut-${kind}`} data-serial={code.serial}>
      <div class="cut-code">
        <Qr text={code.link ?? ''} label={main.t('poster.code', { code: code.text })} />
        <p class="cut-text" dir="ltr">
          {code.text}
        </p>
      </div>
      <div class="cut-words">
        {kind === 'notes' && <Guilloche seed={facts.until} />}
        <header class="cut-head">
          <Coin name={community.name} />
          <p class="cut-community">
            <bdi>{community.name}</bdi>
          </p>
        </header>
        <p class="cut-amount">
          <bdi class="cut-digits">{formatDigits(reward.amount, unit)}</bdi>{' '}
          <span class="cut-unit">
            {reward.kind === 'fixed'
              ? unitOf(reward.amount, unit)
              : main.t('poster.perHour', { amount: unitOf(reward.amount, unit) })}
          </span>
        </p>
        {title && (
          <p class="cut-title" dir="auto">
            {title}
          </p>
        )}
        <p class="cut-how">
          {main.t(`poster.cut.${kind}`)}
          {second && (
            <>
              {' '}
              <bdi class="cut-second" lang={second.code} dir={second.dir}>
                {second.t(`poster.cut.${kind}`)}
              </bdi>
            </>
          )}
        </p>
        <footer class="cut-foot">
          <span>
            <bdi>{organisation}</bdi>
            <br />
            {main.t('poster.cut.until', { date: dateIn(main, facts.until) })}
          </span>
          <span class="cut-serial" dir="ltr">
            {String(code.serial).padStart(String(facts.count).length, '0')}
          </span>
        </footer>
      </div>
    </section>
  )
}

/** The code as one path, so large that its black squares together are 40 mm wide. */
function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => drawQr(text, 'M', 'auto'), [text])
  const box = size + 2 * QUIET
  const side = `calc(${((CODE_MM * box) / size).toFixed(3)} * var(--mm))`
  return (
    <svg
      class="page-code"
      role="img"
      aria-label={label}
      data-millimetres={CODE_MM}
      viewBox={`${-QUIET} ${-QUIET} ${box} ${box}`}
      shape-rendering="crispEdges"
      style={{ inlineSize: side, blockSize: side }}
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

const dateIn = ({ code }: Voice, at: string): string =>
  new Intl.DateTimeFormat(`${code}-u-nu-latn`, { dateStyle: 'medium' }).format(new Date(at))

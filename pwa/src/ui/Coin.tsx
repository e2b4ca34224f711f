import { coinArt, GROUNDS, MOTIFS, type Motif } from './coin-drawing'
import './Coin.css'

export { coinSvg, type Motif, motifOf } from './coin-drawing'

/** The coin of a community, drawn from its name. A picture beside the name, so silent for screen readers. */
export function Coin({ name, size = 64 }: { name: string; size?: number }) {
  return (
    <svg
      class="coin"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 64 64"
      dangerouslySetInnerHTML={{ __html: coinArt(name) }}
    />
  )
}

/** One line drawing of the neighbourhood by itself, in the colour of the text around it. */
export function Emblem({ motif, size = 96 }: { motif: Motif; size?: number }) {
  return (
    <svg class="emblem" aria-hidden="true" width={size} height={size} viewBox="6 6 52 52" fill="none">
      <path
        d={`${MOTIFS[motif]}${GROUNDS[0]}`}
        stroke="currentColor"
        stroke-width="2.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

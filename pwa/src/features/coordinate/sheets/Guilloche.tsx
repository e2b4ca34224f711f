const WIDTH = 120
const HEIGHT = 40
const LINES = 16

/** The fine waves that money on paper has, black and thin; each sheet has its own. */
export function Guilloche({ seed }: { seed: string }) {
  const phase = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6283, 7) / 1000
  return (
    <svg class="guilloche" aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      {Array.from({ length: LINES }, (_, line) => (
        <path key={String(line)} d={wave(phase, line)} />
      ))}
    </svg>
  )
}

/** One wave of the bundle; neighbours run slightly out of step, so that they weave. */
function wave(phase: number, line: number): string {
  const shift = (line / LINES) * Math.PI * 2
  const points = Array.from({ length: WIDTH + 1 }, (_, x) => {
    const turn = (x / WIDTH) * Math.PI * 2
    const width = 9 + 8 * Math.sin(turn * 1.5 + phase)
    const y = HEIGHT / 2 + width * Math.sin(turn * 4 + shift + phase)
    return `${x} ${y.toFixed(2)}`
  })
  return `M${points.join('L')}`
}

const WIDTH = 120
const HEIGHT = 40
const LINES = 9

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
  const shift = (line / LINES) * Math.PI
  const points = Array.from({ length: WIDTH / 2 + 1 }, (_, step) => {
    const x = step * 2
    const swell = Math.sin((x / WIDTH) * Math.PI * 2 + phase) * 6
    const y = HEIGHT / 2 + swell + Math.sin((x / WIDTH) * Math.PI * 6 + shift + phase) * 11
    return `${x} ${y.toFixed(2)}`
  })
  return `M${points.join('L')}`
}

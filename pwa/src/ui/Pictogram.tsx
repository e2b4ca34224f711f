import { PICTOGRAMS, type PictogramName } from './pictograms'

export { type PictogramName, pictogramNames } from './pictograms'

export type PictogramProps = {
  /** One of `pictogramNames`; an unknown name, from a newer server, draws helping hands. */
  name: string
  size?: number
}

const isKnown = (name: string): name is PictogramName => Object.hasOwn(PICTOGRAMS, name)

/** The picture of a task, in the colour of the text around it. The task's title stands beside it. */
export function Pictogram({ name, size = 48 }: PictogramProps) {
  return <LineDrawing path={PICTOGRAMS[isKnown(name) ? name : 'hands']} size={size} width={2.4} />
}

/** Lines in a 48 by 48 box. */
export function LineDrawing({ path, size, width }: { path: string; size: number; width: number }) {
  return (
    <svg
      class="pictogram"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      stroke-width={width}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={path} />
    </svg>
  )
}

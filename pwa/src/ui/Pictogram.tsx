import { signal } from '@preact/signals'
import { LineDrawing } from './LineDrawing'

export type PictogramProps = {
  /** One of `pictogramNames`; an unknown name, from a newer server, draws helping hands. */
  name: string
  size?: number
}

/** The drawings come apart from the component, so that the first screen does not wait for them. */
const drawings = signal<Record<string, string>>({})
let asked = false

function load(): void {
  if (asked) return
  asked = true
  import('./pictograms').then(
    ({ PICTOGRAMS }) => {
      drawings.value = PICTOGRAMS
    },
    () => {
      asked = false
    },
  )
}

/** The picture of a task, in the colour of the text around it. The task's title stands beside it. */
export function Pictogram({ name, size = 48 }: PictogramProps) {
  load()
  const path = drawings.value[name] ?? drawings.value.hands ?? ''
  return <LineDrawing path={path} size={size} width={2.4} />
}

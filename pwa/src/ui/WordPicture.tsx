import { signal } from '@preact/signals'
import { LineDrawing } from './LineDrawing'
import type { WordName } from './words'

/** The drawings come apart from the component; a screen that may end in "paid" asks for them in advance. */
const drawings = signal<Partial<Record<WordName, string>>>({})
let asked = false

/** Brings the pictures of the paid screen, so that they stand there the moment it opens. */
export function loadWordPictures(): void {
  if (asked) return
  asked = true
  import('./word-pictures').then(
    ({ WORD_PICTURES }) => {
      drawings.value = WORD_PICTURES
    },
    () => {
      asked = false
    },
  )
}

/** The picture of a word on the paid screen; the word itself stands beside it. */
export function WordPicture({ name, size = 72 }: { name: WordName; size?: number }) {
  loadWordPictures()
  return <LineDrawing path={drawings.value[name] ?? ''} size={size} width={3} />
}

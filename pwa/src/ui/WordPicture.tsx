import { LineDrawing } from './Pictogram'
import { WORD_PICTURES } from './word-pictures'
import type { WordName } from './words'

/** The picture of a word on the paid screen; the word itself stands beside it. */
export function WordPicture({ name, size = 72 }: { name: WordName; size?: number }) {
  return <LineDrawing path={WORD_PICTURES[name]} size={size} width={3} />
}

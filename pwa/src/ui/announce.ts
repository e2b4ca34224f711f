import { signal } from '@preact/signals'
import { voice } from './voice'

/** What the one polite live region says. */
export const announcement = signal('')

/** Lets a screen reader say something that is only seen otherwise; the same words twice are said twice. */
export function announce(words: string): void {
  announcement.value = announcement.peek() === words ? `${words}\u00a0` : words
  if (words) voice.peek()?.say(words)
}

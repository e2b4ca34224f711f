import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Compiled, Part } from '../src/i18n/message.ts'

/**
 * Turns one ICU MessageFormat string into the compact form that `src/i18n/message.ts` formats.
 * A text without placeholders stays a string. Throws on syntax that the small runtime does not know.
 */
export function compileMessage(source: string): Compiled {
  const parts = parse(source, { ignoreTag: true, requiresOtherClause: true }).map(compilePart)
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts
}

function compilePart(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value
    case TYPE.argument:
    case TYPE.number:
      return [element.value]
    case TYPE.pound:
      return 0
    case TYPE.plural: {
      const ordinal = element.pluralType === 'ordinal' ? 1 : 0
      return [element.value, ordinal, compileOptions(element.options)]
    }
    case TYPE.select:
      return [element.value, 2, compileOptions(element.options)]
    default:
      throw new Error(`message part of type ${TYPE[element.type]} is not supported`)
  }
}

function compileOptions(options: Record<string, { value: MessageFormatElement[] }>): Record<string, Part[]> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, option.value.map(compilePart)]),
  )
}

/** Names of all placeholders in a source text, sorted; used to prove that the languages agree. */
export function placeholders(source: string): string[] {
  const names = new Set<string>()
  collectNames(parse(source, { ignoreTag: true }), names)
  return [...names].sort()
}

function collectNames(elements: MessageFormatElement[], names: Set<string>): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    if ('value' in element) names.add(element.value)
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options)) collectNames(option.value, names)
  }
}

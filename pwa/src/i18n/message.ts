/** A compiled message: a plain text, or parts that are put one after another. */
export type Compiled = string | Part[]

/**
 * One part of a message: literal text; 0 for `#`; `[name]` for a placeholder; `[name, 0, options]` for a
 * cardinal plural, 1 for an ordinal one, 2 for a select.
 */
export type Part =
  | string
  | 0
  | [name: string]
  | [name: string, kind: 0 | 1 | 2, options: Record<string, Part[]>]

export type Values = Record<string, string | number>

const RTL = /[\u0590-\u08ff\ufb1d-\ufefc]/
const plurals = new Map<string, Intl.PluralRules>()
const numbers = new Map<string, Intl.NumberFormat>()

/** A number as text in the language, always with the digits 0-9, which every till and price tag here has. */
export function formatNumber(language: string, value: number): string {
  const known = numbers.get(language)
  const format = known ?? new Intl.NumberFormat(`${language}-u-nu-latn`)
  if (!known) numbers.set(language, format)
  return format.format(value)
}

/** Fills a compiled message in. A missing value shows as an empty text. */
export function formatMessage(language: string, message: Compiled, values: Values = {}): string {
  return typeof message === 'string' ? message : formatParts(language, message, values, 0)
}

function formatParts(language: string, parts: Part[], values: Values, count: number): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      if (part === 0) return formatNumber(language, count)
      const value = values[part[0]] ?? ''
      if (part.length === 1) return formatValue(language, value)
      const [, kind, options] = part
      const chosen =
        own(options, `=${value}`) ?? own(options, choose(language, kind, value)) ?? options.other ?? []
      return formatParts(language, chosen, values, kind === 2 ? count : Number(value))
    })
    .join('')
}

const own = (options: Record<string, Part[]>, name: string): Part[] | undefined =>
  Object.hasOwn(options, name) ? options[name] : undefined

function choose(language: string, kind: 0 | 1 | 2, value: string | number): string {
  if (kind === 2) return String(value)
  const type = kind ? 'ordinal' : 'cardinal'
  const key = language + type
  const known = plurals.get(key)
  const rules = known ?? new Intl.PluralRules(language, { type })
  if (!known) plurals.set(key, rules)
  return rules.select(Number(value))
}

/** A text of the other direction is isolated (UAX 9, FSI...PDI), so that a name never turns the sentence around. */
function formatValue(language: string, value: string | number): string {
  if (typeof value === 'number') return formatNumber(language, value)
  const foreign = value !== '' && RTL.test(value) !== isRightToLeft(language)
  return foreign ? `\u2068${value}\u2069` : value
}

export function isRightToLeft(language: string): boolean {
  return language === 'ar'
}

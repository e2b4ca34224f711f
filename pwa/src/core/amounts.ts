/** Amounts: whole numbers of minor units, what a person types, and what a screen shows. */

/** The largest amount of one transfer, minor units. */
export const MAX_AMOUNT = 2_147_483_647

export type AmountFailure = 'empty' | 'not_a_number' | 'negative' | 'too_many_decimals' | 'zero' | 'too_large'

export type ParsedAmount =
  | { readonly ok: true; readonly amount: number }
  | { readonly ok: false; readonly reason: AmountFailure }

export interface AmountFormat {
  /** The currency's, 0 to 3. */
  readonly decimals: number
  /** A BCP 47 tag, such as `nl`. */
  readonly language: string
}

const LONGEST_TYPED = 20
const refused = (reason: AmountFailure): ParsedAmount => ({ ok: false, reason })

/** `text` with Arabic-Indic and Persian digits, and their decimal sign, as Latin ones. */
export function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll('\u066b', ',')
}

/**
 * Minor units (1 to MAX_AMOUNT) of what a person typed: "6", "6,5" or "6.50". A grouping sign is
 * not accepted: "1.250" would mean different sums to different people.
 */
export function parseAmount(text: string, decimals: number): ParsedAmount {
  const typed = latinDigits(text.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, ''))
  if (typed === '') return refused('empty')
  if (typed.startsWith('-') || typed.startsWith('\u2212')) return refused('negative')
  const match = /^([0-9]*)(?:[.,]([0-9]*))?$/.exec(typed)
  if (!match || !/[0-9]/.test(typed)) return refused('not_a_number')
  return minorUnits(match[1] ?? '', match[2] ?? '', decimals)
}

function minorUnits(whole: string, fraction: string, decimals: number): ParsedAmount {
  if (fraction.length > checkDecimals(decimals)) return refused('too_many_decimals')
  const digits = (whole + fraction.padEnd(decimals, '0')).replace(/^0+/, '')
  if (digits === '') return refused('zero')
  if (digits.length > LONGEST_TYPED || Number(digits) > MAX_AMOUNT) return refused('too_large')
  return { ok: true, amount: Number(digits) }
}

/**
 * `amount` (minor units, any sign) with the grouping and decimal sign of the language, always in
 * Latin digits, so that payer and shop see the same figure side by side.
 */
export function formatAmount(amount: number, { decimals, language }: AmountFormat): string {
  return assemble(amount, decimals, numberFormat(language, 'auto'))
}

/** The same with its sign, as a statement line shows it: "+25" in, "\u22126" out. */
export function formatSigned(amount: number, { decimals, language }: AmountFormat): string {
  return assemble(amount, decimals, numberFormat(language, 'always'))
}

/** The decimal sign that the amount pad shows in this language. */
export function decimalSign(language: string): string {
  const parts = numberFormat(language, 'auto').formatToParts(0.5)
  return parts.find((part) => part.type === 'decimal')?.value ?? '.'
}

function assemble(amount: number, decimals: number, format: Intl.NumberFormat): string {
  const scale = 10 ** checkDecimals(decimals)
  const fraction = Math.abs(amount % scale)
  const whole = (amount - (amount % scale)) / scale
  const signed = amount < 0 && whole === 0 ? -0 : whole
  const text = format
    .formatToParts(signed)
    .map((part) => (part.type === 'minusSign' ? part.value.replace('-', '\u2212') : part.value))
    .join('')
  if (decimals === 0) return text
  const sign = format.formatToParts(0.5).find((part) => part.type === 'decimal')?.value ?? '.'
  return text + sign + String(fraction).padStart(decimals, '0')
}

function checkDecimals(decimals: number): number {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 3) throw new RangeError('0 to 3 decimals')
  return decimals
}

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(language: string, signDisplay: 'auto' | 'always'): Intl.NumberFormat {
  const key = `${language} ${signDisplay}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(`${language}-u-nu-latn`, { signDisplay, maximumFractionDigits: 1 })
    formats.set(key, format)
  }
  return format
}

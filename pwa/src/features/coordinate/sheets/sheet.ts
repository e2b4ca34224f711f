import type { CodeOnSheet, CodeSheet, NoteSheet } from '../../../data/api-types'

/** Vouchers pay for one task; notes have a value of their own. Both are printed, cut and signed alike. */
export type SheetKind = 'vouchers' | 'notes'
export type AnySheet = CodeSheet | NoteSheet
export type SheetCode = CodeOnSheet
export type CodeStatus = SheetCode['status']
export type Detail = { sheet: AnySheet; codes: SheetCode[]; expires_at: string }

export const MOST_ON_A_SHEET = 500

/** How many cards stand on one A4. */
export const CARDS = 10

export const isKind = (text: string | undefined): text is SheetKind => text === 'vouchers' || text === 'notes'

/** Where the API keeps sheets of this kind. */
export const pathOf = (kind: SheetKind, id: string): string =>
  `/${kind === 'notes' ? 'note' : 'code'}-sheets/${id}`

export const screenOf = (org: string, kind: SheetKind, id: string): string =>
  `/coordinate/${org}/sheet/${kind}/${id}`

export const printPathOf = (org: string, kind: SheetKind, id: string): string =>
  `/coordinate/${org}/print/${kind}/${id}`

/** The states of codes in the order in which they are told. */
export const STATES: CodeStatus[] = ['unused', 'used', 'withdrawn', 'unsigned']

/** A count that somebody typed: a whole number from 1 to `most`, else null. */
export function countOf(typed: string, most = MOST_ON_A_SHEET): number | null {
  const count = Number(typed)
  return typed.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= most ? count : null
}

/** How many sheets of paper so many cards take. */
export const pagesFor = (count: number): number => Math.ceil(count / CARDS)

/** The American keyboard, which a hand scanner pretends to be: what a place on it writes, alone and with Shift. */
const PLACES: Record<string, string> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

/** Whether KeyboardEvent.code names a key that writes something. */
export const isPlace = (code: string): boolean =>
  /^(?:Key[A-Z]|(?:Digit|Numpad)[0-9])$/.test(code) || code in PLACES

/**
 * What the key at a place (KeyboardEvent.code) writes on an American keyboard; `otherwise` for places it does not have.
 * Caps lock is left out: codes that depend on it are read from what was written.
 */
export function usText(code: string, shift: boolean, otherwise: string): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  if (digit) return shift && code.startsWith('Digit') ? (SHIFTED_DIGITS[Number(digit)] ?? digit) : digit
  return PLACES[code]?.[shift ? 1 : 0] ?? otherwise
}

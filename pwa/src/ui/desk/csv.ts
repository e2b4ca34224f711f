/** A spreadsheet would run a cell that begins like this (CSV injection). */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Rows as a CSV text (RFC 4180) that the spreadsheets of a country open by double click: `separator` is a semicolon
 * where the comma stands in numbers. It begins with a byte order mark, so that letters stay what they are.
 */
export function csvText(rows: string[][], separator: ',' | ';'): string {
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n')}\r\n`
}

function quoted(cell: string, separator: string): string {
  const isNumber = /^-?[0-9]+([.,][0-9]+)?$/.test(cell)
  const safe = FORMULA.test(cell) && !isNumber ? `'${cell}` : cell
  const plain = !safe.includes(separator) && !/["\r\n]/.test(safe)
  return plain ? safe : `"${safe.replaceAll('"', '""')}"`
}

/** Hands a text to the person as a file. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

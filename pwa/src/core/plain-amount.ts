/** Minor units as a plain number of coins with a dot, for files: 1250 with 2 decimals is "12.50". */
export function plainAmount(minor: number, decimals: number): string {
  if (decimals === 0) return String(minor)
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

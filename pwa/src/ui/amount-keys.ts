export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'erase'

/** What is typed after one more key. A key that would make it invalid or more than `max` minor units does nothing. */
export function addKey(typed: string, key: PadKey, decimals: number, max: number): string {
  if (key === 'erase') return typed === '0.' ? '' : typed.slice(0, -1)
  if (key === '.') return decimals === 0 || typed.includes('.') ? typed : `${typed || '0'}.`
  const next = typed === '0' ? key : typed + key
  const [, fraction = ''] = next.split('.')
  return fraction.length > decimals || padValue(next, decimals) > max ? typed : next
}

/** Minor units of what is typed; 0 for nothing. Works on digits, never on a float. */
export function padValue(typed: string, decimals: number): number {
  const [whole = '', fraction = ''] = typed.split('.')
  return Number(`${whole || '0'}${fraction.padEnd(decimals, '0')}`)
}

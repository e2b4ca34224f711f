/** Line drawings for the middle of a coin, in a 64 by 64 box above the ground line at y = 50. */
export const MOTIFS = {
  bridge: 'M11 41h42M15 41a17 17 0 0134 0M32 24v17M23.5 26.500V41M40.5 26.500V41',
  gables: 'M12 42V29l5-6 5 6v-5h4v-5h4v-4h4v4h4v5h4v5l5-6 5 6v13M32 42v-9M22 42v-6M42 42v-6',
  stork: 'M20 20l9-2 4 3c1 6-2 8 0 11 4-2 12-1 17 6-6 4-15 5-20 1-5-4-2-11-4-16M36 41v8M41 40.500V49',
  tree: 'M32 47V26M32 35l6-5M32 40l-6-5M25 37a11.5 11.5 0 1114 0',
  tower: 'M25 43V24h14v19M22 24h20M27 24v-5l5-8 5 8v5M32 43v-7M32 29v2',
  boat: 'M13 36h38l-6 9H19zM33 36V13l13 17H33M33 17L22 30h11',
  wheel:
    'M32 13a15 15 0 100 30 15 15 0 000-30zM32 13v30M17 28h30M21.4 17.400l21.2 21.200M42.6 17.400L21.4 38.6',
  sun: 'M19 41a13 13 0 0126 0M32 15v6M14.5 23l4 4M49.5 23l-4 4M9 41h4M51 41h4',
  windmill: 'M25 44l4-18h6l4 18M17 15l30 22M47 15L17 37M32 44v-5',
  tulip: 'M32 46V31M22 14c-1 11 3 17 10 17s11-6 10-17l-5 5-5-6-5 6zM32 45c-5 0-9-3-11-9M32 45c5 0 9-3 11-9',
  fish: 'M12 30c7-11 22-11 30 0-8 11-23 11-30 0zM42 30l10-8v16zM21 28v.010M30 24c3 4 3 8 0 12',
  gate: 'M15 44V20h9v24M40 44V20h9v24M24 27h16M24 36h16M15 20l4.5-6 4.5 6M40 20l4.5-6 4.5 6',
} as const

export type Motif = keyof typeof MOTIFS
const motifs = Object.keys(MOTIFS) as Motif[]

export const GROUNDS = [
  'M13 51c4-4 8-4 12 0s8 4 13 0 8-4 13 0',
  'M14 50h36',
  'M12 53c12-6 28-6 40 0',
  'M15 50h8M28 50h8M41 50h8',
]
const DOTS = [28, 36, 44]

/** FNV-1a, 32 bits: small, and the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text.normalize('NFC'))) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0
  }
  return value
}

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length] as T

/** The motif that a community's name gives. */
export const motifOf = (name: string): Motif => pick(motifs, hash(name))

/** What stands inside the coin of a name, as SVG elements in a 64 by 64 box. */
export function coinArt(name: string): string {
  const seed = hash(name)
  const gap = (2 * Math.PI * 27.5) / pick(DOTS, seed >>> 16)
  const lines = MOTIFS[motifOf(name)] + pick(GROUNDS, seed >>> 8)
  return (
    '<circle cx="32" cy="32" r="31" fill="#f2b441"/>' +
    '<circle cx="32" cy="32" r="30.2" fill="none" stroke="#d9972a" stroke-width="1.6"/>' +
    `<circle cx="32" cy="32" r="27.5" fill="none" stroke="#b87a17" stroke-width="1.3" stroke-linecap="round" stroke-dasharray="0 ${gap.toFixed(4)}"/>` +
    `<g transform="translate(5.4 5) scale(.83)" fill="none" stroke="#12403f" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"><path d="${lines}"/></g>`
  )
}

/** The coin of a community as an SVG document, for the favicon and printed things. Same name, same coin. */
export function coinSvg(name: string, size = 64): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="${size}" height="${size}">${coinArt(name)}</svg>`
}

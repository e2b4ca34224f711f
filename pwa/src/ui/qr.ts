import { correction, generate, mode as modes } from 'lean-qr'

/** Squares of a QR code (ISO/IEC 18004): how many to a side, and one SVG path that draws the dark ones. */
export function drawQr(
  text: string,
  level: 'L' | 'M' | 'Q' | 'H',
  mode: 'alphanumeric' | 'auto',
): { size: number; path: string } {
  const wanted = correction[level]
  const data = mode === 'alphanumeric' ? modes.alphaNumeric(text) : text
  const code = generate(data, { minCorrectionLevel: wanted, maxCorrectionLevel: wanted })
  return { size: code.size, path: darkRuns(code) }
}

type Squares = { size: number; get: (x: number, y: number) => boolean }

/** One rectangle for every run of dark squares in a row. */
function darkRuns({ size, get }: Squares): string {
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && get(x, y)) x++
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`
    }
  }
  return path
}

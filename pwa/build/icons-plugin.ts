import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import type { Plugin } from 'vite'
import { coinArt, coinSvg } from '../src/ui/coin-drawing.ts'

const NAME = 'Wijkmunt'
const PAPER = '#faf6ee'

/** Draws the app's icons from its own coin at build time, and writes the web app manifest beside them. */
export function icons(): Plugin {
  return {
    name: 'wijkmunt-icons',
    apply: 'build',
    generateBundle() {
      const emit = (fileName: string, source: string | Uint8Array): void => {
        this.emitFile({ type: 'asset', fileName, source })
      }
      emit('icons/coin.svg', coinSvg(NAME))
      for (const size of [192, 512]) {
        emit(`icons/icon-${size}.png`, raster(coinSvg(NAME), size))
        emit(`icons/maskable-${size}.png`, raster(onPaper(0.72), size))
      }
      emit('icons/icon-180.png', raster(onPaper(0.8), 180))
      emit('manifest.webmanifest', readFileSync(new URL('./manifest.json', import.meta.url)))
    },
  }
}

/** The coin on a full square, small enough that any mask of the phone leaves it whole. */
function onPaper(part: number): string {
  const place = `translate(${32 - 32 * part} ${32 - 32 * part}) scale(${part})`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="${PAPER}" d="M0 0h64v64H0z"/><g transform="${place}">${coinArt(NAME)}</g></svg>`
}

function raster(svg: string, size: number): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng()
}

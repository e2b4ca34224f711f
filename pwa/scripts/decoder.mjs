// Builds a page that holds nothing but the app's own decoder, for measuring: node scripts/decoder.mjs FOLDER
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

await build({
  root: fileURLToPath(new URL('decoder', import.meta.url)),
  configFile: false,
  publicDir: false,
  base: './',
  logLevel: 'error',
  build: { outDir: process.argv[2], emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false },
})

// Prints the gzipped bytes of JavaScript that the first screen needs: what the page of the home screen names, and
// one language's first texts (the largest of them). Reads the last build.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const read = (file) => readFileSync(dist + file)
const scriptsOf = (page) => new Set(String(read(page)).match(/assets\/[\w-]+\.js/g))
const gzipped = (file) => gzipSync(read(file), { level: 9 }).length
const sum = (files) => [...files].reduce((bytes, file) => bytes + gzipped(file), 0)

const shell = scriptsOf('index.html')
const home = scriptsOf('start/home.html').difference(shell)
const manifest = JSON.parse(read('.vite/manifest.json'))
const languages = Object.keys(manifest).filter((key) => /messages\/\w+\/first$/.test(key))
if (!shell.size || !home.size || !languages.length) throw new Error('no home screen or no texts were built')

const language = Math.max(...languages.map((key) => gzipped(manifest[key].file)))
const parts = { shell: sum(shell), home: sum(home), language }
const total = parts.shell + parts.home + parts.language
if (process.argv.includes('--json')) console.log(JSON.stringify({ ...parts, total }))
else console.log(`first-load JavaScript: ${total} bytes gzipped`, parts)

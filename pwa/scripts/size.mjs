// Prints the gzipped bytes of JavaScript that the first screen needs: the entry and what it imports, the home
// screen, and one language's first texts (the largest of them). Reads the manifest of the last build.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const HOME = 'src/features/wallet/HomeScreen.tsx'

const gzipped = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length

/** The chunk and everything that it imports at once, as file names. */
function withImports(key, files = new Set()) {
  const chunk = manifest[key]
  if (!chunk || files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const imported of chunk.imports ?? []) withImports(imported, files)
  return files
}

const shell = withImports('index.html')
const home = [...withImports(HOME)].filter((file) => !shell.has(file))
const languages = Object.keys(manifest).filter((key) => /messages\/\w+\/first$/.test(key))
if (!manifest[HOME] || languages.length === 0) throw new Error('no home screen or no texts in the manifest')

const sum = (files) => [...files].reduce((bytes, file) => bytes + gzipped(file), 0)
const language = Math.max(...languages.map((key) => sum(withImports(key))))
const parts = { shell: sum(shell), home: sum(home), language }
const total = parts.shell + parts.home + parts.language
if (process.argv.includes('--json')) console.log(JSON.stringify({ ...parts, total }))
else console.log(`first-load JavaScript: ${total} bytes gzipped`, parts)

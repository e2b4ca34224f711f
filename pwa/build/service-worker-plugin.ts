import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

type Files = Rolldown.OutputBundle

/** Never needed offline, or only by the build itself. */
const LEFT_OUT = /^\.vite\/|\.map$|^sw\.js$|^icons\/(maskable|icon-512)/
/** The pages of single screens, each kept at the address of its screen. */
const PAGE = /^start(\/\w+)\.html$/
/** Fetched after the app is installed, so that they do not delay it: the camera's decoder. */
const LATER = /\.wasm$/

/**
 * Bundles `src/sw/sw.ts` with the list of this build's files. Names of built files carry a hash of their
 * content; the others get one here, so a changed file is always fetched again.
 */
export function serviceWorker(root: string): Plugin {
  return {
    name: 'wijkmunt-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, files) {
        const { now, later, pages, version } = listFiles(files)
        const source = await bundle(root, {
          __VERSION__: JSON.stringify(version),
          __PRECACHE__: JSON.stringify(now),
          __LATER__: JSON.stringify(later),
          __PAGES__: JSON.stringify(pages),
        })
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}

type Listed = { now: string[]; later: string[]; pages: string[]; version: string }

export function listFiles(files: Files): Listed {
  const names = Object.keys(files)
    .filter((name) => !LEFT_OUT.test(name))
    .sort()
  const digest = createHash('sha256')
  for (const name of names) digest.update(name).update(content(files, name))
  return {
    now: names.filter((name) => !LATER.test(name) && !PAGE.test(name)).map(address),
    later: names.filter((name) => LATER.test(name)).map(address),
    pages: names.flatMap((name) => PAGE.exec(name)?.[1] ?? []),
    version: digest.digest('hex').slice(0, 16),
  }
}

const address = (name: string): string => (name === 'index.html' ? '/' : `/${name}`)

function content(files: Files, name: string): string | Uint8Array {
  const file = files[name]
  return file?.type === 'asset' ? file.source : (file?.code ?? '')
}

async function bundle(root: string, define: Record<string, string>): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define,
    build: {
      write: false,
      copyPublicDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(root, 'src/sw/sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  const [chunk] = output && 'output' in output ? output.output : []
  if (chunk?.type !== 'chunk') throw new Error('the service worker did not build')
  return chunk.code
}

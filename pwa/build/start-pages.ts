import type { Plugin, Rolldown } from 'vite'

type Files = Rolldown.OutputBundle

/** The screens that people open the app on, and the page that the service worker opens each of them with. */
const PAGES: Record<string, string> = {
  'start/pay.html': '/src/features/pay/PayScreen.tsx',
  'start/home.html': '/src/features/wallet/HomeScreen.tsx',
}

/**
 * Writes the app's page once more for each of those screens, with its files named in the head: they come together
 * with those of the app, not one after another.
 */
export function startPages(): Plugin {
  return {
    name: 'wijkmunt-start-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, files) {
        const page = files['index.html']
        if (page?.type !== 'asset') throw new Error('the start page did not build')
        for (const [fileName, screen] of Object.entries(PAGES))
          this.emitFile({ type: 'asset', fileName, source: withFilesOf(screen, String(page.source), files) })
      },
    },
  }
}

export function withFilesOf(screen: string, page: string, files: Files): string {
  const links = [...filesOf(screen, files)].filter((file) => !page.includes(file)).map(link)
  return page.replace('</head>', `${links.map((one) => `  ${one}\n  `).join('')}</head>`)
}

const link = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`

/** A screen's chunk, what it imports at once, and the styles of them all. */
function filesOf(screen: string, files: Files): Set<string> {
  const found = new Set<string>()
  const open = Object.keys(files).filter((name) => {
    const file = files[name]
    return file?.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(screen))
  })
  if (open.length === 0) throw new Error(`${screen} is in no chunk`)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const file = files[name]
    if (found.has(name) || file?.type !== 'chunk') continue
    found.add(name)
    for (const style of file.viteMetadata?.importedCss ?? []) found.add(style)
    open.push(...file.imports)
  }
  return found
}

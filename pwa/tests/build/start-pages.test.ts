import type { Rolldown } from 'vite'
import { expect, it } from 'vitest'
import { listFiles } from '../../build/service-worker-plugin'
import { withFilesOf } from '../../build/start-pages'

const PAGE = '<head><script src="/assets/start-1.js"></script></head>'
const chunk = (moduleIds: string[], imports: string[], styles: string[] = []) => ({
  type: 'chunk',
  moduleIds,
  imports,
  viteMetadata: { importedCss: new Set(styles) },
})
const files = {
  'assets/start-1.js': chunk(['/src/main.tsx'], []),
  'assets/pay-2.js': chunk(['/src/Pay.tsx'], ['assets/start-1.js', 'assets/code-3.js'], ['assets/pay-4.css']),
  'assets/code-3.js': chunk(['/src/code.ts'], []),
} as unknown as Rolldown.OutputBundle

it("names a screen's files once each, and none that the page names already", () => {
  const page = withFilesOf('/src/Pay.tsx', PAGE, files)
  expect(page.match(/[\w-]+\.(js|css)/g)).toEqual(['start-1.js', 'pay-2.js', 'pay-4.css', 'code-3.js'])
})

it('is told when the screen has moved', () => {
  expect(() => withFilesOf('/src/Gone.tsx', PAGE, files)).toThrow('/src/Gone.tsx')
})

it('lists the pages of screens by the addresses of their screens', () => {
  const source = { type: 'asset', source: '' }
  const all = { 'index.html': source, 'start/pay.html': source, 'a.wasm': source, ...files }
  const { now, later, pages } = listFiles(all as unknown as Rolldown.OutputBundle)
  expect([now.includes('/'), later, pages]).toEqual([true, ['/a.wasm'], ['/pay']])
  expect(now).not.toContain('/start/pay.html')
})

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { fewFiles } from './build/few-files.ts'
import { icons } from './build/icons-plugin.ts'
import { messages } from './build/messages-plugin.ts'
import { serviceWorker } from './build/service-worker-plugin.ts'
import { startPages } from './build/start-pages.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  plugins: [messages(root), icons(), startPages(), serviceWorker(root)],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome108', 'firefox115', 'safari15.6'],
    manifest: true,
    // The list of every screen's files would be a tenth of the first load; only styles have to be known in advance.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, files, { hostType }) =>
        hostType === 'js' ? files.filter((file) => file.endsWith('.css')) : files,
    },
    rolldownOptions: { output: { codeSplitting: { groups: fewFiles(root) } } },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://localhost:8000' } },
})

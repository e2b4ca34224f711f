import { defineConfig, mergeConfig } from 'vitest/config'
import app from './vite.config.ts'

// One worker for many files: starting one for each took two thirds of the processor's time. Who needs modules as they
// are when the app is opened says so with `vi.resetModules()`.
export default mergeConfig(app, defineConfig({ test: { isolate: false, testTimeout: 20_000 } }))

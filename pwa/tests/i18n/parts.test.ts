// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** The texts of an app that was just opened. */
const opened = async () => {
  vi.resetModules()
  return import('../../src/i18n')
}

beforeEach(() => localStorage.setItem('wm.language', 'nl'))
afterEach(() => localStorage.clear())

it('has the texts around the payment code before all others, in whatever order they come', async () => {
  const { loadPayTexts, loadRest, startLanguage, t } = await opened()
  await Promise.all([loadPayTexts(), startLanguage(), loadPayTexts()])
  expect([t('pay.show'), t('ui.qr.label'), t('shell.app'), t('errors.offline.title')]).toEqual([
    'Laat dit zien aan de winkel',
    expect.stringMatching(/./),
    'Wijkmunt',
    '',
  ])
  await loadRest()
  expect(t('errors.offline.title')).not.toBe('')
})

it('speaks another language whole, also when the first one was still on its way', async () => {
  const { loadRest, setLanguage, startLanguage, t } = await opened()
  await startLanguage()
  const late = loadRest()
  await setLanguage('tr')
  await late
  expect([t('pay.leave'), document.documentElement.lang]).toEqual([expect.stringMatching(/./), 'tr'])
  const leave = t('pay.leave')
  await loadRest()
  expect(t('pay.leave')).toBe(leave)
})

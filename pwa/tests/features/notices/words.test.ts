// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest'
import { kindOf } from '../../../src/features/notices/kinds'
import { wordsOf } from '../../../src/features/notices/words'
import { loadRest, startLanguage } from '../../../src/i18n'

const unit = { name: 'ooievaar', plural: 'ooievaars', symbol: '', decimals: 2 }

beforeAll(async () => {
  await startLanguage()
  await loadRest()
})

test('a notice says its amount in coins and its day as people say it', () => {
  const { title, text } = wordsOf('due_coming', { plan: 'Contributie', amount: 500, day: '2026-12-01' }, unit)
  expect(title).toContain('5 ooievaars')
  expect(text).toContain('Contributie')
  expect(text).toContain('2026')
  expect(text).not.toContain('2026-12-01')
})

test('a kind that nobody knows yet still says that there is news', () => {
  expect(wordsOf('from_the_future', { x: [1] }, unit)).toMatchObject({ text: '' })
  expect(wordsOf('from_the_future', {}, unit).title).not.toBe('')
  expect(kindOf('from_the_future').path).toBeUndefined()
})

// @vitest-environment happy-dom
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setLanguage } from '../../src/i18n'
import { isWholePin, PinPad } from '../../src/ui/PinPad'

let typed = ''
let entered = 0

function Screen() {
  const [pin, setPin] = useState('')
  typed = pin
  return <PinPad pin={pin} onType={setPin} label="Pincode" onEnter={() => entered++} />
}

const press = (key: string): void => {
  act(() => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
}
const tap = (name: string): void => {
  const keys = [...document.querySelectorAll<HTMLButtonElement>('.pad-key')]
  act(() => keys.find(({ textContent }) => textContent === name)?.click())
}
const filled = (): number => document.querySelectorAll('[data-filled="true"]').length

beforeEach(async () => {
  await setLanguage('nl')
  entered = 0
  act(() => render(<Screen />, document.body))
})

afterEach(() => act(() => render(null, document.body)))

test('digits are counted and never shown', () => {
  for (const digit of '8305') tap(digit)
  expect([typed, filled()]).toEqual(['8305', 4])
  expect(document.querySelector('.pin-dots')?.textContent).toBe('')
  expect(isWholePin(typed)).toBe(true)
})

test('a keyboard types too, in every script, up to six digits, and Enter means the whole PIN', () => {
  for (const key of ['٨', '3', '۰']) press(key)
  press('Enter')
  expect([typed, entered]).toEqual(['830', 0])
  for (const key of '5417') press(key)
  expect(typed).toBe('830541')
  press('Backspace')
  press('a')
  expect(typed).toBe('83054')
  press('Enter')
  expect(entered).toBe(1)
})

test('what is typed into a field is not for the pad', () => {
  const field = document.body.appendChild(document.createElement('input'))
  act(() => void field.dispatchEvent(new KeyboardEvent('keydown', { key: '8', bubbles: true })))
  expect(typed).toBe('')
  field.remove()
})

import { describe, expect, it } from 'vitest'
import ar from '../../src/i18n/ar/push.json'
import nl from '../../src/i18n/nl/push.json'
import tr from '../../src/i18n/tr/push.json'
import { shownFor } from '../../src/sw/push'

const push = (kind: string): string => JSON.stringify({ kind, notice: '0190-n' }).padEnd(128)

describe('the notification for a push', () => {
  it('says what kind of news there is, in the language of the app', () => {
    const { title, options } = shownFor(push('received'), 'tr', ['nl-NL'])
    expect([title, options.body, options.lang, options.dir]).toEqual([
      tr.shown.received,
      tr.shown.look,
      'tr',
      'ltr',
    ])
    expect(options.data.open).toBe('/notices')
  })

  it("uses the phone's language when the app's is not known, from right to left where it runs so", () => {
    const { title, options } = shownFor(push('paid'), null, ['fy', 'ar-MA', 'nl'])
    expect([title, options.dir]).toEqual([ar.shown.paid, 'rtl'])
  })

  it('is one notification when the same notice comes twice', () => {
    expect(shownFor(push('paid'), 'nl', []).options.tag).toBe('0190-n')
  })

  it.each(['a_kind_of_tomorrow', 'constructor', 'toString', '__proto__'])('has words for %s', (kind) => {
    expect(shownFor(push(kind), 'nl', []).title).toBe(nl.shown.other)
  })

  it.each(['', 'nonsense', 'null', '[]', '7'])('shows something for the payload "%s"', (text) => {
    expect(shownFor(text, 'nl', []).title).toBe(nl.shown.other)
  })
})

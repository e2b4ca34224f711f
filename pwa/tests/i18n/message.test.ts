import { describe, expect, it } from 'vitest'
import { compileMessage } from '../../build/compile-message'
import { chooseLanguage } from '../../src/i18n/languages'
import { formatMessage, formatNumber } from '../../src/i18n/message'

const say = (language: string, source: string, values = {}): string =>
  formatMessage(language, compileMessage(source), values)

describe('messages', () => {
  it('leaves a plain text a plain text', () => {
    expect(compileMessage('Betalen')).toBe('Betalen')
    expect(say('nl', 'Betalen')).toBe('Betalen')
  })

  it('fills placeholders in, numbers in the digits of every price tag', () => {
    expect(say('nl', '{count} van {name}', { count: 1250, name: 'Samira' })).toBe('1.250 van Samira')
    expect(say('ar', '{count}', { count: 1250 })).toMatch(/^1[,٬.]250$/)
  })

  it('shows nothing for a value that is missing', () => {
    expect(say('nl', 'Hallo {name}')).toBe('Hallo ')
  })

  it('chooses plurals by the rules of the language', () => {
    const arabic = '{n, plural, zero {z} one {o} two {t} few {f #} many {m #} other {x #}}'
    const forms = [0, 1, 2, 3, 11, 100].map((n) => say('ar', arabic, { n }))
    expect(forms).toEqual(['z', 'o', 't', 'f 3', 'm 11', 'x 100'])
    expect(say('nl', '{n, plural, one {# munt} other {# munten}}', { n: 1 })).toBe('1 munt')
    expect(say('nl', '{n, plural, one {# munt} other {# munten}}', { n: 0 })).toBe('0 munten')
  })

  it('prefers an exact number over a plural form', () => {
    expect(say('nl', '{n, plural, =0 {geen} one {#} other {#}}', { n: 0 })).toBe('geen')
  })

  it('knows ordinals and selects, also inside a plural', () => {
    expect(say('en', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', { n: 22 })).toBe('22nd')
    const nested = '{n, plural, other {{who, select, shop {winkel {n}} other {iemand {n}}}}}'
    expect(say('nl', nested, { n: 3, who: 'shop' })).toBe('winkel 3')
    expect(say('nl', nested, { n: 3, who: 'toString' })).toBe('iemand 3')
  })

  it('isolates a name of the other direction, and only that', () => {
    expect(say('nl', 'Van {name}', { name: 'سميرة' })).toBe('Van \u2068سميرة\u2069')
    expect(say('ar', 'من {name}', { name: 'Bakkerij' })).toBe('من \u2068Bakkerij\u2069')
    expect(say('nl', 'Van {name}', { name: 'Bakkerij' })).toBe('Van Bakkerij')
  })

  it('refuses at build time what the runtime does not know', () => {
    expect(() => compileMessage('{when, date, short}')).toThrow('not supported')
    expect(() => compileMessage('{n, plural, one {#}}')).toThrow()
    expect(() => compileMessage('{n')).toThrow()
  })

  it('writes numbers with Latin digits in every language', () => {
    for (const language of ['nl', 'en', 'tr', 'ar']) expect(formatNumber(language, 42)).toBe('42')
  })
})

describe('the language', () => {
  it('is the saved one, else the first of the phone that is known, else Dutch', () => {
    expect(chooseLanguage('tr', ['nl-NL'])).toBe('tr')
    expect(chooseLanguage(null, ['pl-PL', 'ar-MA', 'nl'])).toBe('ar')
    expect(chooseLanguage('xx', ['pap'])).toBe('nl')
  })
})

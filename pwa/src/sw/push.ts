import { shown as ar } from '../i18n/ar/push.json'
import { shown as en } from '../i18n/en/push.json'
import { chooseLanguage, type Language } from '../i18n/languages'
import { isRightToLeft } from '../i18n/message'
import { shown as nl } from '../i18n/nl/push.json'
import { shown as tr } from '../i18n/tr/push.json'

const WORDS: Record<Language, Record<string, string>> = { nl, en, tr, ar }

/** What a notification says: never more than its kind, for it stands on a locked screen. */
export type Shown = { title: string; options: NotificationOptions & { data: { open: string } } }

/** The notification for a push; `text` is its payload, `saved` the language of the app on this phone. */
export function shownFor(text: string, saved: string | null, preferred: readonly string[]): Shown {
  const { kind, notice } = understood(text)
  const language = chooseLanguage(saved, preferred)
  const words = WORDS[language]
  return {
    title: (Object.hasOwn(words, kind) ? words[kind] : words.other) ?? '',
    options: {
      body: words.look ?? '',
      // The same notice twice, after a crash of the sender, is one notification.
      tag: notice,
      lang: language,
      dir: isRightToLeft(language) ? 'rtl' : 'ltr',
      icon: '/icons/icon-192.png',
      data: { open: '/notices' },
    },
  }
}

function understood(text: string): { kind: string; notice: string } {
  try {
    const { kind, notice } = Object(JSON.parse(text))
    return { kind: String(kind), notice: String(notice) }
  } catch {
    return { kind: 'other', notice: 'other' }
  }
}

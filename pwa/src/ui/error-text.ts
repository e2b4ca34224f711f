import { hasMessage, t, type Values } from '../i18n'

/** What went wrong, as the server or the client named it. ApiError fits. */
export type Trouble = { code: string; params?: Record<string, unknown> }

/** A named error in the reader's language: a sentence and what to do next. Unknown codes get a general text. */
export function errorText({ code, params = {} }: Trouble): { title: string; next: string } {
  const base = hasMessage(`errors.${code}.title`) ? `errors.${code}` : 'errors.unexpected'
  return { title: text(`${base}.title`, params), next: text(`${base}.next`, params) }
}

function text(key: string, params: Record<string, unknown>): string {
  return hasMessage(key) ? t(key, params as Values) : ''
}

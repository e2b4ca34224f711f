import { hasMessage, t } from '../../i18n'
import { errorText } from '../../ui/error-text'
import type { DraftErrors, DraftField } from './draft'

/** What is wrong with a field of the task form, in words. */
export function said(wrong: DraftErrors, field: DraftField): string | undefined {
  const name = wrong[field]
  if (!name) return undefined
  const own = `coordinate.wrong.${name}`
  if (hasMessage(own)) return t(own)
  const { title, next } = errorText({ code: name })
  return `${title}. ${next}`
}

import { t } from '../i18n'
import { errorText, type Trouble } from './error-text'
import { Notice } from './Notice'

export type ErrorNoticeProps = {
  trouble: Trouble
  /** Shows a button that tries again. */
  onAgain?: () => void
}

/** A named error as a sentence and a next step. */
export function ErrorNotice({ trouble, onAgain }: ErrorNoticeProps) {
  const { title, next } = errorText(trouble)
  return (
    <Notice
      kind="error"
      title={title}
      next={next}
      action={onAgain ? t('shell.again') : undefined}
      onAction={onAgain}
    />
  )
}

import { language, t } from '../../i18n'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { make, makingOf } from './making'
import { sizeSaid } from './saving'

/** What has become of the file that was asked for under `name`: on its way, there, or not. */
export function Result({ name }: { name: string }) {
  const making = makingOf(name)
  if (!making) return null
  const { error, file, path, progress } = making
  if (error) return <ErrorNotice trouble={error} onAgain={() => void make(name, path)} />
  if (!file) return <OnItsWay {...progress} />
  return (
    <section class="books-result books-ready" aria-live="polite">
      <Icon name="check" />
      <span>
        <span class="strong">{t('books.ready')}</span>
        <bdi class="soft small">{file.name}</bdi>
        <span class="soft small">{sizeSaid(file.blob.size, language.value)}</span>
      </span>
    </section>
  )
}

function OnItsWay({ got, expected }: { got: number; expected: number }) {
  const known = expected > 0 && got > 0
  return (
    <div class="books-result" aria-live="polite">
      <p class="strong">{t('books.making')}</p>
      <progress
        class="books-progress"
        aria-label={t('books.making')}
        {...(known && { value: Math.min(got / expected, 0.99), max: 1 })}
      />
      <p class="soft small">
        {got > 0 && `${sizeSaid(got, language.value)} · `}
        {t('books.mayLeave')}
      </p>
    </div>
  )
}

import { useDoing } from '../../data/doing'
import type { Fetched } from '../../data/download'
import { language, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { isBusy, make, makingOf } from './making'
import { canShare, save, savesByShareSheet, share, sizeSaid } from './saving'

/** What has become of the file that was asked for under `name`: on its way, there, or not. */
export function Result({ name }: { name: string }) {
  const making = makingOf(name)
  if (!making) return null
  if (making.error) return <ErrorNotice trouble={making.error} onAgain={() => void make(name, making.path)} />
  if (making.file) return <Ready file={making.file} />
  return isBusy(making) ? <OnItsWay {...making.progress} /> : null
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

function Ready({ file }: { file: Fetched }) {
  const doing = useDoing()
  const shares = canShare(file)
  const onlyShares = shares && savesByShareSheet()
  return (
    <section class="books-result" aria-live="polite">
      <p class="books-ready">
        <Icon name="check" />
        <span>
          <span class="strong">{t('books.ready')}</span>
          <bdi class="soft small">{file.name}</bdi>
          <span class="soft small">{sizeSaid(file.blob.size, language.value)}</span>
        </span>
      </p>
      <div class="books-buttons">
        {!onlyShares && (
          <Button icon="download" onClick={() => save(file)}>
            {t('books.save')}
          </Button>
        )}
        {shares && (
          <Button
            look={onlyShares ? 'filled' : 'quiet'}
            icon="share"
            busy={doing.busy !== null}
            onClick={() => void doing.run('share', () => share(file))}
          >
            {t(onlyShares ? 'books.saveOrShare' : 'books.share')}
          </Button>
        )}
      </div>
      {doing.error && <ErrorNotice trouble={doing.error} />}
    </section>
  )
}

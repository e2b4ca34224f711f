import { useDoing } from '../../data/doing'
import type { Fetched } from '../../data/download'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { isBusy, make, makingOf } from './making'
import { canShare, save, savesByShareSheet, share } from './saving'

type Props = {
  /** Under which name the file is kept while it is made. */
  name: string
  /** What makes it; undefined while something is missing. */
  path: string | undefined
}

/** The one action: make the file, and once it is there, keep it. */
export function FileAction({ name, path }: Props) {
  const making = makingOf(name)
  if (making?.file) return <Keep file={making.file} />
  return (
    <Button busy={isBusy(making)} disabled={path === undefined} onClick={() => path && void make(name, path)}>
      {t('books.make')}
    </Button>
  )
}

function Keep({ file }: { file: Fetched }) {
  const doing = useDoing()
  const shares = canShare(file)
  const onlyShares = shares && savesByShareSheet()
  return (
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
      {doing.error && <ErrorNotice trouble={doing.error} />}
    </div>
  )
}

import { t } from '../i18n'
import { Button } from './Button'

type Props = { of: { more: boolean; busy: boolean; readMore: () => void } }

/** The button under a long list that brings its next part; nothing when all of it is there. */
export function More({ of: { more, busy, readMore } }: Props) {
  if (!more) return null
  return (
    <Button look="quiet" busy={busy} onClick={readMore}>
      {t('ui.more')}
    </Button>
  )
}

import type { Recovery } from '../../data/api-types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { momentSaid } from '../../ui/moments'
import { Sheet } from '../../ui/Sheet'

type Props = { recovery: Recovery | null; onClose: () => void }

/** The code that the person takes to the second one, and who that may be from when on. */
export function SlipSheet({ recovery, onClose }: Props) {
  return (
    <Sheet
      open={recovery !== null}
      title={t('rescue.desk.slip', { name: recovery?.person_name ?? '' })}
      onClose={onClose}
    >
      {recovery && (
        <div class="stack">
          <p class="rescue-slip" dir="ltr">
            {recovery.slip}
          </p>
          <p>{t('rescue.desk.slipText', { name: recovery.person_name })}</p>
          <ul class="rescue-who">
            {recovery.at_once && <li>{t('rescue.desk.slipAtOnce')}</li>}
            <li>
              {t(recovery.trusted ? 'rescue.desk.slipTrusted' : 'rescue.desk.slipLater', {
                when: momentSaid(recovery.opens_at),
              })}
            </li>
          </ul>
          <p class="soft small">{t('rescue.desk.slipNot')}</p>
          <Button look="quiet" icon="print" onClick={() => print()}>
            {t('rescue.desk.print')}
          </Button>
        </div>
      )}
    </Sheet>
  )
}

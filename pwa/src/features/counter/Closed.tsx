import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Emblem } from '../../ui/Coin'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Screen } from '../../ui/Screen'
import { ownsShop } from './place'

/** A closed shop takes no coins; its owner opens it here. */
export function Closed({ shop, onOpened }: { shop: Organisation; onOpened: () => void }) {
  const { busy, error, run } = useDoing()
  const owner = ownsShop(shop.id)
  const open = (): void => {
    void run('open', () => api.patch(`/organisations/${shop.id}`, { status: 'open' }).then(onOpened))
  }
  return (
    <Screen
      title={t('counter.title')}
      action={
        owner && (
          <Button busy={busy !== null} onClick={open}>
            {t('counter.closed.open')}
          </Button>
        )
      }
    >
      <div class="counter-closed">
        <Emblem motif="gables" size={120} />
        <h2>{t('counter.closed.title')}</h2>
        <p class="soft">{t(owner ? 'counter.closed.owner' : 'counter.closed.staff')}</p>
      </div>
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

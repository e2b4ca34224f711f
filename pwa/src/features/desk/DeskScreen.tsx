import { useEffect } from 'preact/hooks'
import { hat, whereabouts } from '../../data/session'
import { t } from '../../i18n'
import { EntryTiles, WaitingList } from '../../ui/entries/Entries'
import { countWaiting } from '../../ui/entries/entry'
import { Screen } from '../../ui/Screen'

/** Where the work of a role starts: what waits for this person first, then every way in. */
export default function DeskScreen() {
  const worn = hat.value
  useEffect(() => {
    if (worn) void countWaiting(whereabouts(worn), true)
  }, [worn?.key])
  if (!worn) return <Screen title={t('shell.nav.desk')} />
  const where = whereabouts(worn)
  return (
    <Screen title={t('shell.nav.desk')} wide>
      <WaitingList where={where} />
      <EntryTiles where={where} />
    </Screen>
  )
}

import { useResource } from '../../data/resource'
import { loadServer, server } from '../../data/server'
import { hat, me, signOut } from '../../data/session'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Screen } from '../../ui/Screen'
import { ExampleRoles } from './ExampleRoles'
import { Welcome } from './Welcome'
import './start.css'

/** Where everybody comes in. Who is signed in goes on to the home of the hat. */
export default function StartScreen() {
  const about = useResource('server', loadServer)
  const known = about.data ?? server.value
  if (me.value && !hat.value) return <NoRole />
  if (me.value) return <Screen title={t('shell.app')} quietTitle />
  return known?.example ? <ExampleRoles server={known} /> : <Welcome server={known} />
}

/** Somebody whose last role was taken away: only an invitation brings another. */
function NoRole() {
  return (
    <Screen title={t('start.noRole.title')}>
      <EmptyState
        picture="bridge"
        text={t('start.noRole.text')}
        action={t('start.noRole.signOut')}
        onAction={() => void signOut()}
      />
    </Screen>
  )
}

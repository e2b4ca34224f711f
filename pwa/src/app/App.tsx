import { Component } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hat, homeOf, me, sessionKnown } from '../data/session'
import { findRoute, navigate, type Params, path, type Route } from '../ui/router'
import { BrokenScreen } from './BrokenScreen'
import { NotFoundScreen } from './NotFoundScreen'
import { allRoutes, loadRoutes, routes } from './routes'
import { ScreenSkeleton } from './ScreenSkeleton'
import { Shell } from './Shell'
import { loadedScreen, loadScreen } from './screens'

/** The screen that belongs to the address, inside the shell. */
export function App() {
  const here = path.value
  const found = findRoute(routes.value, here)
  const guestOnly = found && !found.route.open && sessionKnown.value && !me.value
  useEffect(() => {
    if (here === '/' && hat.value) navigate(homeOf(hat.value), { replace: true })
    else if (guestOnly) navigate(`/sign-in?next=${encodeURIComponent(here)}`, { replace: true })
  }, [here, guestOnly, hat.value?.key])
  if (found && !found.route.open && !me.value)
    return (
      <Shell bare={found.route.bare}>
        <ScreenSkeleton />
      </Shell>
    )
  return (
    <Shell bare={found?.route.bare}>
      <Guard key={here}>
        {found ? <Lazy key={here} route={found.route} params={found.params} /> : <Elsewhere />}
      </Guard>
    </Shell>
  )
}

/** A path of no room known so far: the tables of the other rooms tell. */
function Elsewhere() {
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    loadRoutes().catch(setFailure)
  }, [])
  if (failure) return <BrokenScreen problem={failure} />
  return allRoutes.value ? <NotFoundScreen /> : <ScreenSkeleton />
}

/** Draws a screen once its code and its texts are here; a picture of what comes stands there until then. */
function Lazy({ route, params }: { route: Route; params: Params }) {
  const [View, setView] = useState(() => loadedScreen(route))
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    if (View) return
    loadScreen(route).then(
      (screen) => setView(() => screen),
      (problem) => setFailure(problem ?? new Error('a screen did not load')),
    )
  }, [route])
  if (failure) return <BrokenScreen problem={failure} />
  return View ? <View params={params} /> : <ScreenSkeleton />
}

/** Catches what a screen throws, so that the rest of the app stays usable. */
class Guard extends Component<{ children: preact.ComponentChildren }, { problem?: unknown }> {
  static override getDerivedStateFromError(problem: unknown) {
    return { problem }
  }

  override render() {
    return this.state.problem ? <BrokenScreen problem={this.state.problem} /> : this.props.children
  }
}

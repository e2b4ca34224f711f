import { renewPush } from '../data/push'
import { navigate } from '../ui/router'

/** On a phone that is told: keeps the subscription good, and goes where a tapped notification leads. */
export function startPush(): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<{ open?: string }>) => {
    if (data?.open?.startsWith('/')) navigate(data.open)
  })
  renewPush().catch(() => undefined)
}

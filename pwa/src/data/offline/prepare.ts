import { effect } from '@preact/signals'
import { online } from '../client'
import { loadKnownTasks } from '../known-tasks'
import { serverKinds } from '../outbox/kinds'
import { ownKey } from '../own-key'
import { type Hat, hat, loadWallet, me, wallet } from '../session'
import { loadTaskKeys } from '../task-keys'
import { keptCertificate, lookAtKey, renewCertificate } from './certificate'
import { ACCEPTED_KIND, loadShopOffline, settleAccepted } from './shop'
import { lookAtShown, lookAtUnanswered, SHOWN_KIND, spentOn } from './shown'

/** What a phone fetches again while it stays online, milliseconds. */
const EVERY = 15 * 60_000

serverKinds[ACCEPTED_KIND] = settleAccepted
serverKinds[SHOWN_KIND] = lookAtShown

/**
 * Fetches ahead, while there is a network, what is needed once there is none: the keys to check posters with, the
 * certificate to pay with, and at a shop the rules and keys to accept with. Again whenever the network comes back.
 */
export function startPreparing(): void {
  effect(() => {
    const worn = hat.value
    if (worn && me.value && online.value) void prepare(worn)
  })
  effect(() => {
    if (wallet.value && hat.peek()?.kind === 'resident') void renew(hat.peek())
  })
  setInterval(() => {
    const worn = hat.peek()
    if (worn && online.peek() && document.visibilityState === 'visible') void prepare(worn)
  }, EVERY)
}

async function prepare(worn: Hat): Promise<void> {
  if (worn.kind === 'shop') return prepareShop(worn)
  if (worn.kind !== 'resident') return
  await lookAtKey(worn)
  await lookAtUnanswered()
  if (!wallet.peek()) await loadWallet().catch(() => undefined)
  await renew(worn)
  await loadTaskKeys(worn.community.id)
  await loadKnownTasks(worn.community.id)
}

async function renew(worn: Hat | null): Promise<void> {
  if (worn) await renewCertificate(worn, await spentOn(keptCertificate.peek()?.serial ?? 0))
}

async function prepareShop({ organisation }: Hat): Promise<void> {
  await ownKey().catch(() => undefined)
  if (organisation) await loadShopOffline(organisation.id).catch(() => undefined)
}

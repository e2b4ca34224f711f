import { toHex } from '../../core/bytes'
import { decodePaymentCode, PAYMENT_CODE_RENEW_SECONDS, signPaymentCode } from '../../core/payment-code'
import { api } from '../../data/client'
import { serverNow } from '../../data/clock'
import { CannotStore, type DeviceKey, reserveCounter } from '../../data/keys'
import { ownKey, registeredKey } from '../../data/own-key'
import { community, type Hat, wallet } from '../../data/session'
import type { OfflineSale } from './offline-sale'

/** A payment code as it is shown, until it is replaced. `from` and `until` are Unix ms by this phone's clock. */
export type ShownCode = {
  text: string
  keyIdHex: string
  counter: number
  from: number
  until: number
  /** Made by the server, because this browser keeps no key: it does not work offline. */
  byServer: boolean
  /** Carries the certificate, so that a shop without a network can take it too. */
  carries: boolean
}

/**
 * A new code: `exact` minor units and no other sum, or open up to the no-questions limit. With `offline` an exact
 * one carries the certificate, where there is one that allows it. Throws ApiError.
 */
export async function makeCode(
  worn: Hat,
  exact: number | null,
  offline: OfflineSale | null = null,
): Promise<ShownCode> {
  try {
    return await makeHere(worn, exact, offline)
  } catch (problem) {
    if (problem instanceof CannotStore) return makeOnServer(worn, exact)
    throw problem
  }
}

async function makeHere(worn: Hat, exact: number | null, offline: OfflineSale | null): Promise<ShownCode> {
  const [key, counter] = await keyAndCounter()
  const certificate =
    exact === null ? undefined : await offline?.certificate(worn, key.keyIdHex, exact, counter)
  const text = await signPaymentCode(
    {
      exact: exact !== null,
      community: worn.community.number,
      keyId: key.keyId,
      counter,
      issuedAt: Math.floor(serverNow() / 1000),
      amount: exact ?? openLimit(),
      certificate,
    },
    key.sign,
  )
  return {
    text,
    keyIdHex: key.keyIdHex,
    counter,
    ...shownFor(PAYMENT_CODE_RENEW_SECONDS),
    byServer: false,
    carries: certificate !== undefined,
  }
}

/** The device key and its next counter, asked for at once where it is known which key it will be. */
async function keyAndCounter(): Promise<[DeviceKey, number]> {
  const expected = registeredKey()
  const [key, counter] = await Promise.all([ownKey(), expected && reserveCounter(expected)])
  return [key, counter && key.keyIdHex === expected ? counter : await reserveCounter(key.keyIdHex)]
}

/** What a shop may take without asking; 0 asks for every amount. */
const openLimit = (): number => wallet.peek()?.limit ?? community.peek()?.settings.default_limit ?? 0

async function makeOnServer(worn: Hat, exact: number | null): Promise<ShownCode> {
  const path = `/communities/${worn.community.id}/server-codes`
  const { code } = await api.post<{ code: string; valid_until: string }>(path, { amount: exact })
  const { keyId, counter } = decodePaymentCode(code)
  return {
    text: code,
    keyIdHex: toHex(keyId),
    counter,
    ...shownFor(PAYMENT_CODE_RENEW_SECONDS),
    byServer: true,
    carries: false,
  }
}

function shownFor(seconds: number): { from: number; until: number } {
  const from = Date.now()
  return { from, until: from + seconds * 1000 }
}

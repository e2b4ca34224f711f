import { toHex } from '../../core/bytes'
import { decodePaymentCode, PAYMENT_CODE_RENEW_SECONDS, signPaymentCode } from '../../core/payment-code'
import { api } from '../../data/client'
import { serverNow } from '../../data/clock'
import { CannotStore, reserveCounter } from '../../data/keys'
import { ownKey } from '../../data/own-key'
import { community, type Hat, wallet } from '../../data/session'

/** A payment code as it is shown, until it is replaced. `from` and `until` are Unix ms by this phone's clock. */
export type ShownCode = {
  text: string
  keyIdHex: string
  counter: number
  from: number
  until: number
  /** Made by the server, because this browser keeps no key: it does not work offline. */
  byServer: boolean
}

/** A new code: `exact` minor units and no other sum, or open up to the no-questions limit. Throws ApiError. */
export async function makeCode(worn: Hat, exact: number | null): Promise<ShownCode> {
  try {
    return await makeHere(worn, exact)
  } catch (problem) {
    if (problem instanceof CannotStore) return makeOnServer(worn, exact)
    throw problem
  }
}

async function makeHere(worn: Hat, exact: number | null): Promise<ShownCode> {
  const key = await ownKey()
  const counter = await reserveCounter(key)
  const text = await signPaymentCode(
    {
      exact: exact !== null,
      community: worn.community.number,
      keyId: key.keyId,
      counter,
      issuedAt: Math.floor(serverNow() / 1000),
      amount: exact ?? openLimit(),
    },
    key.sign,
  )
  return { text, keyIdHex: key.keyIdHex, counter, ...shownFor(PAYMENT_CODE_RENEW_SECONDS), byServer: false }
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
  }
}

function shownFor(seconds: number): { from: number; until: number } {
  const from = Date.now()
  return { from, until: from + seconds * 1000 }
}

import type { Certificate } from '../../core/certificate'
import { certificateFor, keptCertificate, whyNone } from '../../data/offline/certificate'
import { noteNext, noteShown, type ShownItem, sayTaken, spentOn } from '../../data/offline/shown'
import type { Hat } from '../../data/session'

/** One payment of an exact amount to a shop that may have no network. */
export type OfflineSale = {
  /** What is kept of it on this phone, once a code has carried the certificate. */
  item: ShownItem | undefined
  /** Minor units that this phone may still pay without a network; null when it may not, or it is not known yet. */
  left: number | null
  /**
   * The certificate to put into the next code, noted on disk before that code is shown; undefined where there is none
   * or it does not allow the amount. Throws ApiError `outbox_full`, `storage_full`, and CannotStore.
   */
  certificate: (
    worn: Hat,
    keyIdHex: string,
    amount: number,
    counter: number,
  ) => Promise<Certificate | undefined>
  /** What the person says about it: the shop accepted it, or nothing was taken. */
  say: (taken: boolean) => Promise<void>
}

export function newSale(): OfflineSale {
  const sale: OfflineSale = {
    item: undefined,
    left: null,
    certificate: async (worn, keyIdHex, amount, counter) => {
      const certificate = certificateFor(worn, keyIdHex)
      if (!certificate) return undefined
      if (sale.item) await noteNext(sale.item, counter)
      else {
        sale.left = await allowanceLeft()
        if (sale.left === null || amount > sale.left) return undefined
        const { serial, expiresAt } = certificate
        const shown = { community: worn.community.id, key_id: keyIdHex, serial, amount }
        sale.item = await noteShown({ ...shown, from: counter, to: counter }, expiresAt * 1000)
      }
      return certificate
    },
    say: async (taken) => {
      if (sale.item) await sayTaken(sale.item, taken)
      sale.item = undefined
    },
  }
  return sale
}

/** Minor units that this phone may still pay without a network; null without a certificate. */
export async function allowanceLeft(): Promise<number | null> {
  const kept = keptCertificate.peek()
  return kept ? Math.max(0, kept.allowance - (await spentOn(kept.serial))) : null
}

/** Why there is no certificate, as the errors are named; null when it has not been asked for yet. */
export const reasonForNone = (): string | null => whyNone.value

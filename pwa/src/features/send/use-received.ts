import { useEffect, useState } from 'preact/hooks'
import type { Receipt, Received } from '../../data/api-types'
import { api } from '../../data/client'
import { serverNow } from '../../data/clock'
import { useNews } from '../../data/live'
import { loadWallet } from '../../data/session'

/** The newest coin that came in while this screen is open, until it is put aside. */
export function useReceived(community: string): { receipt: Receipt | undefined; putAside: () => void } {
  const [after, setAfter] = useState(() => new Date(serverNow() - 1000).toISOString())
  const [receipt, setReceipt] = useState<Receipt>()
  const read = async (): Promise<void> => {
    const path = `/communities/${community}/received?after=${encodeURIComponent(after)}`
    const { receipts } = await api.get<Received>(path)
    const first = receipts.at(-1)
    if (first) setReceipt((before) => before ?? first)
  }
  useNews(community ? 'notices' : undefined, read)
  useEffect(() => {
    if (receipt) loadWallet().catch(() => undefined)
  }, [receipt?.id])
  return {
    receipt,
    putAside: () => {
      if (receipt) setAfter(receipt.at)
      setReceipt(undefined)
    },
  }
}

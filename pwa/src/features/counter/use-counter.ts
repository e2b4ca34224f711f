import { useEffect, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { community, type Hat } from '../../data/session'
import type { Organisation, Till } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { goBack, navigate, search, setSearch } from '../../ui/router'
import { givenCode } from './given-code'
import { dayThere } from './place'
import { useCard } from './use-card'
import { useHandScanner } from './use-hand-scanner'
import { usePad } from './use-pad'
import { useSale } from './use-sale'

export type CounterState = ReturnType<typeof useCounter>

/** Everything that happens at a counter: the amount, the ways to give a code, the sale. */
export function useCounter(shopId: string, worn: Hat) {
  const pad = usePad()
  const { sale, take, cancel, done } = useSale(shopId, worn.community)
  const cards = useCard(shopId)
  const [typing, setTyping] = useState(false)
  const [hint, setHint] = useState('')
  const home = `/counter/${shopId}`
  const most = community.value?.settings.max_payment
  const ready = pad.amount > 0 && (most === undefined || pad.amount <= most)
  const scanning = sale.step === 'none' && ready && search.value.has('scan')
  const step = cards.now.step !== 'none' ? `card-${cards.now.step}` : scanning ? 'scan' : sale.step
  const given = (text: string): void => {
    if (sale.step !== 'none' || cards.now.step !== 'none') return
    const found = givenCode(text)
    if ('card' in found) {
      setTyping(false)
      // Without an amount the customer only wants to know what is on the card.
      cards.show(found.card, ready ? pad.amount : 0)
      return
    }
    if ('note' in found) {
      navigate(`${home}/notes#${found.note}`)
      return
    }
    const words = 'not' in found ? t(`counter.not.${found.not}`) : ready ? '' : t('counter.amountFirst')
    setHint(words)
    if (words) announce(words)
    else if ('code' in found) {
      setTyping(false)
      take(pad.amount, found.code)
    }
  }
  const scan = (): void => {
    if (!search.peek().has('scan')) navigate(`${home}?scan`)
  }
  const toPad = (clear: boolean): void => {
    done()
    cards.done()
    if (clear) pad.type('', 0)
    if (search.peek().has('scan')) goBack(home)
  }
  const scanAgain = (amount: number): void => {
    done()
    pad.set(amount, worn.community.currency.decimals)
    scan()
  }
  const byHand = useHandScanner(pad.rollBack, given)
  useEffect(() => setHint(''), [step, pad.amount])
  // The amount did not survive a reload of the scanning step.
  useEffect(() => setSearch({ scan: null }), [])
  return {
    unit: worn.community.currency,
    home,
    shopId,
    most,
    pad,
    ready,
    /** Keys do nothing while a sale is under way or a hand scanner types. */
    frozen: byHand || cards.now.step !== 'none' || !['none', 'paid', 'kept'].includes(sale.step),
    step,
    sale,
    cards,
    hint,
    typing: typing && sale.step === 'none',
    setTyping,
    given,
    cancel,
    toPad,
    scanAgain,
    scan,
  }
}

/** Today at this shop; read again after each payment. */
export function useToday(shopId: string, step: string) {
  const path = `/organisations/${shopId}/till?day=${dayThere()}`
  const till = useResource(path, (abort) => api.get<Till>(path, abort))
  useEffect(() => {
    if (step === 'paid' || step === 'card-paid') void till.reload()
  }, [step])
  return till
}

/** The shop itself, to know whether it is open. */
export function useShop(communityId: string, shopId: string) {
  const path = `/communities/${communityId}/organisations`
  return useResource(`${path} ${shopId}`, async (abort) => {
    const { organisations } = await api.get<{ organisations: Organisation[] }>(path, abort)
    return organisations.find(({ id }) => id === shopId)
  })
}

import { useState } from 'preact/hooks'
import { parseAmount } from '../../core/amounts'
import { newId } from '../../core/ids'
import type { Guarantee, GuaranteeOrder, Programme } from '../../data/api-types'
import { api } from '../../data/client'
import { sendCommand } from '../../data/command'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'

type Way = 'in' | 'out'
type Props = {
  way: Way | null
  communityId: string
  unit: Unit
  onClose: () => void
  onDone: (words: string) => void
}

/** Puts coin into the guarantee, from the fund or a programme, or gives it back to the fund. */
export function MoveSheet({ way, onClose, ...rest }: Props) {
  const title = t(way === 'out' ? 'guarantee.take' : 'guarantee.fill')
  return (
    <Sheet open={way !== null} title={title} onClose={onClose}>
      {way && <Inside key={way} way={way} {...rest} />}
    </Sheet>
  )
}

type InsideProps = Omit<Props, 'way' | 'onClose'> & { way: Way }

function Inside(props: InsideProps) {
  const path = `/communities/${props.communityId}/programmes`
  const found = useResource(path, (abort) => api.get<{ programmes: Programme[] }>(path, abort))
  return (
    <Loaded of={found}>
      {({ programmes }) => <Form {...props} programmes={programmes.filter(({ balance }) => balance > 0)} />}
    </Loaded>
  )
}

const FUND = ''

function Form({ way, communityId, unit, programmes, onDone }: InsideProps & { programmes: Programme[] }) {
  // The same command is the same move, however often it is sent.
  const [id] = useState(newId)
  const [source, setSource] = useState(FUND)
  const [typed, setTyped] = useState('')
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const parsed = parseAmount(typed, unit.decimals)
  const amount = parsed.ok ? parsed.amount : 0
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (amount === 0 || why.trim() === '') return
    const order: GuaranteeOrder = {
      community_id: communityId,
      programme_id: way === 'in' && source !== FUND ? source : null,
      amount: way === 'in' ? amount : -amount,
      why: why.trim(),
    }
    const sent = await run('move', () => sendCommand<Guarantee>(`/guarantee-moves/${id}`, order))
    if (!sent) return
    const words = t(`guarantee.done.${way}`, { amount: formatCoins(amount, unit) })
    announce(words)
    onDone(words)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      {way === 'in' && (
        <Select
          label={t('guarantee.from')}
          value={source}
          onChange={setSource}
          options={[
            { value: FUND, label: t('guarantee.fund') },
            ...programmes.map(({ id: value, name, balance }) => ({
              value,
              label: `${name}: ${formatCoins(balance, unit)}`,
            })),
          ]}
        />
      )}
      <Field
        label={t('guarantee.amount', { unit: unit.plural })}
        inputMode="decimal"
        value={typed}
        onInput={setTyped}
        error={asked && amount === 0 ? t('guarantee.amountMissing') : undefined}
      />
      <Field
        label={t('guarantee.why')}
        maxLength={500}
        value={why}
        onInput={setWhy}
        error={asked && why.trim() === '' ? t('guarantee.whyMissing') : undefined}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t(way === 'out' ? 'guarantee.take' : 'guarantee.fill')}
      </Button>
    </form>
  )
}

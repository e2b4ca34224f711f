import { useState } from 'preact/hooks'
import { latinDigits } from '../../core/amounts'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Card } from '../../ui/List'
import { Sheet } from '../../ui/Sheet'

type Props = { shop: Organisation; onChanged: () => void }

/** Which part of a price the shop takes in coin: its owner states it, and the counter reminds of it. */
export function CoinShare({ shop, onChanged }: Props) {
  const [open, setOpen] = useState(false)
  const { coin_share } = shop
  return (
    <Card title={t('counter.coinShare.title')}>
      <p>{coin_share === null ? t('counter.coinShare.none') : t('counter.share', { percent: coin_share })}</p>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t('counter.coinShare.change')}
      </Button>
      <Sheet open={open} title={t('counter.coinShare.title')} onClose={() => setOpen(false)}>
        <Form
          shop={shop}
          onDone={() => {
            setOpen(false)
            onChanged()
          }}
        />
      </Sheet>
    </Card>
  )
}

function Form({ shop, onDone }: { shop: Organisation; onDone: () => void }) {
  const [typed, setTyped] = useState(shop.coin_share === null ? '' : String(shop.coin_share))
  const { busy, error, run } = useDoing()
  const text = latinDigits(typed).trim()
  const fits = text === '' || (/^[0-9]{1,3}$/.test(text) && Number(text) <= 100)
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (!fits) return
    const coin_share = text === '' ? null : Number(text)
    if (await run('save', () => api.patch(`/organisations/${shop.id}`, { coin_share }))) onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void save(event)}>
      <Field
        label={t('counter.coinShare.label')}
        hint={t('counter.coinShare.hint')}
        inputMode="numeric"
        maxLength={3}
        optional
        value={typed}
        onInput={setTyped}
        {...(!fits && { error: t('counter.coinShare.wrong') })}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('shell.save')}
      </Button>
    </form>
  )
}

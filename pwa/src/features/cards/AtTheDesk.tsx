import { useState } from 'preact/hooks'
import { cardText } from '../../core/card-code'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { download } from '../../data/download'
import { useResource } from '../../data/resource'
import type { CardBalance, Card as CardData, HandOverLink } from '../../data/types'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { errorText } from '../../ui/error-text'
import { Toggle } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { isWholePin, PinPad } from '../../ui/PinPad'
import { ShareLink } from '../../ui/ShareLink'
import { Sheet } from '../../ui/Sheet'
import { hatIn } from './place'

type Props = {
  card: CardData
  organisationId: string
  communityId: string
  /** The holder typed the PIN here in the last minutes. */
  opened: boolean
  onOpened: () => void
}

/** What a coordinator does together with a holder who typed the PIN: the balance, a statement, a phone. */
export function AtTheDesk({ card, organisationId, communityId, opened, onOpened }: Props) {
  const [found, setFound] = useState<CardBalance>()
  const [asking, setAsking] = useState<'pin' | 'phone' | 'helper'>()
  const { busy, error, run } = useDoing()
  const unit = hatIn(communityId)?.community.currency
  const close = (): void => setAsking(undefined)
  const open = async (pin: string): Promise<void> => {
    const body = { card: cardText(card.number), pin }
    const opening = run('open', async () => {
      setFound(await api.post<CardBalance>(`/organisations/${organisationId}/cards/open`, body))
    })
    if (!(await opening)) return
    close()
    onOpened()
  }
  const statement = (): void =>
    void run('statement', async () => {
      const file = await download(`/cards/${card.id}/statement/file?format=pdf`, () => undefined)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file.blob)
      link.download = file.name
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    })
  return (
    <div class="cards-deeds no-print">
      {found && unit && (
        <div class="cards-balance" role="status">
          <p class="soft">{t('cards.open.balance')}</p>
          <Amount value={found.balance} unit={unit} size="big" />
        </div>
      )}
      {opened ? (
        <>
          <Button look="quiet" icon="statement" busy={busy === 'statement'} onClick={statement}>
            {t('cards.open.statement')}
          </Button>
          {!card.has_phone && (
            <Button look="quiet" icon="phone" onClick={() => setAsking('phone')}>
              {t('cards.phone.action')}
            </Button>
          )}
          <Button look="quiet" icon="people" onClick={() => setAsking('helper')}>
            {t('cards.helper.action')}
          </Button>
          {error && !asking && <ErrorNotice trouble={error} />}
        </>
      ) : (
        <>
          <Button look="quiet" icon="key" onClick={() => setAsking('pin')}>
            {t('cards.open.action')}
          </Button>
          <p class="soft small centre">{t('cards.open.text')}</p>
        </>
      )}
      <Sheet open={asking === 'pin'} title={t('cards.open.title')} onClose={close}>
        <Pin busy={busy !== null} error={error && errorText(error).title} onPin={(pin) => void open(pin)} />
      </Sheet>
      <Sheet open={asking === 'helper'} title={t('cards.helper.action')} onClose={close}>
        <Helper card={card} />
      </Sheet>
      <Sheet open={asking === 'phone'} title={t('cards.phone.action')} onClose={close}>
        <ToPhone card={card} />
      </Sheet>
    </div>
  )
}

function Pin(props: { busy: boolean; error: string | undefined; onPin: (pin: string) => void }) {
  const [pin, setPin] = useState('')
  const go = (): void => {
    if (!isWholePin(pin)) return
    props.onPin(pin)
    setPin('')
  }
  return (
    <div class="stack">
      <PinPad pin={pin} onType={setPin} label={t('cards.open.pin')} error={props.error} onEnter={go} />
      <Button busy={props.busy} disabled={!isWholePin(pin)} onClick={go}>
        {t('cards.pin.next')}
      </Button>
    </div>
  )
}

function ToPhone({ card }: { card: CardData }) {
  const [keep, setKeep] = useState(false)
  const [link, setLink] = useState<HandOverLink>()
  const { busy, error, run } = useDoing()
  const make = (): void =>
    void run('make', async () => {
      setLink(await api.post<HandOverLink>(`/cards/${card.id}/hand-over`, { keep_card: keep }))
    })
  if (link)
    return (
      <div class="stack">
        <p>{t('cards.phone.text')}</p>
        <ShareLink url={link.url} title={t('cards.phone.scan')} label={t('cards.phone.scan')} />
        <p class="soft small centre">{t('cards.phone.until', { when: whenSaid(link.expires_at) })}</p>
      </div>
    )
  return (
    <div class="stack">
      <p>{t('cards.phone.text')}</p>
      <Toggle label={t('cards.phone.keep')} checked={keep} onChange={setKeep} />
      {error && <ErrorNotice trouble={error} />}
      <Button icon="phone" busy={busy !== null} onClick={make}>
        {t('cards.phone.make')}
      </Button>
    </div>
  )
}

function Helper({ card }: { card: CardData }) {
  const path = `/cards/${card.id}/helper-offers`
  const offer = useResource(path, () => api.post<HandOverLink>(path, {}))
  return (
    <div class="stack">
      <p>{t('cards.helper.text')}</p>
      <Loaded of={offer}>
        {({ url, expires_at }) => (
          <>
            <ShareLink url={url} title={t('cards.helper.action')} label={t('cards.helper.action')} />
            <p class="soft small centre">{t('cards.phone.until', { when: whenSaid(expires_at) })}</p>
          </>
        )}
      </Loaded>
    </div>
  )
}

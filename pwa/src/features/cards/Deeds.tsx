import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Card as CardData } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { errorText } from '../../ui/error-text'
import { Sheet } from '../../ui/Sheet'
import { ChoosePin } from './ChoosePin'

type As = 'holder' | 'coordinator' | 'helper'
type Props = {
  card: CardData
  seenAs: As
  /** The card as it is now, or the one that took its place. */
  onChanged: (card: CardData) => void
}

/** What may be done with a card by who looks at it. */
export function Deeds({ card, seenAs, onChanged }: Props) {
  const [asking, setAsking] = useState<'block' | 'replace' | 'unlock' | 'pin'>()
  const { busy, error, run } = useDoing()
  const ends = card.status === 'replaced'
  const mayPin = seenAs === 'holder' || (seenAs === 'coordinator' && !card.has_phone)
  const close = (): void => setAsking(undefined)
  const act = (name: string, work: () => Promise<CardData>) => async (): Promise<void> => {
    let changed = card
    const worked = await run(name, async () => {
      changed = await work()
    })
    if (!worked) return
    close()
    announce(t(`cards.status.${changed.status}`))
    onChanged(changed)
  }
  const post = (what: string, body: object = {}) => api.post<CardData>(`/cards/${card.id}/${what}`, body)
  if (ends) return null
  return (
    <div class="cards-deeds no-print">
      {card.status === 'locked' && seenAs !== 'helper' && (
        <Button onClick={() => setAsking('unlock')}>{t('cards.unlock')}</Button>
      )}
      {card.status !== 'blocked' && mayPin && (
        <Button look="quiet" icon="key" onClick={() => setAsking('pin')}>
          {t('cards.pin.change')}
        </Button>
      )}
      <Button look="quiet" icon="credit" onClick={() => setAsking('replace')}>
        {t('cards.replace')}
      </Button>
      {card.status !== 'blocked' && (
        <Button look="danger" onClick={() => setAsking('block')}>
          {t('cards.block')}
        </Button>
      )}
      <Confirm
        open={asking === 'unlock'}
        title={t('cards.unlock')}
        text={t('cards.unlockText')}
        action={t('cards.unlock')}
        busy={busy !== null}
        trouble={error}
        harmless
        onConfirm={act('unlock', () => post('unlock'))}
        onClose={close}
      />
      <Confirm
        open={asking === 'block'}
        title={t('cards.block')}
        text={t('cards.blockText')}
        action={t('cards.block')}
        busy={busy !== null}
        trouble={error}
        onConfirm={act('block', () => post('block'))}
        onClose={close}
      />
      <Replace
        open={asking === 'replace'}
        busy={busy !== null}
        error={error}
        onConfirm={(id) =>
          act('replace', () => api.put<CardData>(`/cards/${card.id}/replacements/${id}`, {}))()
        }
        onClose={close}
      />
      <Sheet open={asking === 'pin'} title={t('cards.pin.change')} onClose={close}>
        <ChoosePin
          {...(seenAs === 'holder' ? {} : { name: card.name })}
          busy={busy !== null}
          error={error && errorText(error).title}
          onChosen={(pin) => void act('pin', () => post('pin', { pin }))()}
        />
      </Sheet>
    </div>
  )
}

type ReplaceProps = {
  open: boolean
  busy: boolean
  error: Parameters<typeof Confirm>[0]['trouble']
  onConfirm: (id: string) => void
  onClose: () => void
}

/** The new card's id is made once, so that a second tap makes no second card. */
function Replace({ open, busy, error, onConfirm, onClose }: ReplaceProps) {
  const [id] = useState(newId)
  return (
    <Confirm
      open={open}
      title={t('cards.replace')}
      text={t('cards.replaceText')}
      action={t('cards.replace')}
      busy={busy}
      trouble={error}
      harmless
      onConfirm={() => onConfirm(id)}
      onClose={onClose}
    />
  )
}

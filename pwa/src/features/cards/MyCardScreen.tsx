import { useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { type Hat, hat, me } from '../../data/session'
import type { CardBrief, Card as CardData, MyCard } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { errorText } from '../../ui/error-text'
import { Field } from '../../ui/Field'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { formatCoins } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { CardFace } from './CardFace'
import { ChoosePin } from './ChoosePin'
import { Deeds } from './Deeds'
import { Status } from './Status'
import './cards.css'

/** One's own card: to show, print, lock out, and the cards of those whom one helps. */
export default function MyCardScreen() {
  const worn = hat.value
  return (
    <Screen title={t('cards.title')} back="/me">
      {worn && <Mine worn={worn} />}
    </Screen>
  )
}

function Mine({ worn }: { worn: Hat }) {
  const path = `/communities/${worn.community.id}/my-card`
  const mine = useResource(path, (abort) => api.get<MyCard>(path, abort))
  const unit = worn.community.currency
  return (
    <>
      <Loaded of={mine}>
        {({ card, per_payment, per_day, spent_today }) => {
          if (!card && (!per_payment || !per_day))
            return <EmptyState picture="gate" text={t('cards.off')} action={t('shell.back')} href="/me" />
          const limits = { once: formatCoins(per_payment, unit), day: formatCoins(per_day, unit) }
          return (
            <>
              <p class="soft">{t('cards.lead', limits)}</p>
              {card ? (
                <>
                  <CardFace name={card.name} number={card.number} community={worn.community.name} />
                  <Status card={card} />
                  {spent_today > 0 && (
                    <p class="centre">{t('cards.spent', { amount: formatCoins(spent_today, unit) })}</p>
                  )}
                  {card.status === 'works' && (
                    <Button icon="print" href={`/cards/print?ids=${card.id}`}>
                      {t('cards.print')}
                    </Button>
                  )}
                  <Deeds card={card} seenAs="holder" onChanged={() => void mine.reload()} />
                </>
              ) : (
                <Make path={path} onMade={() => void mine.reload()} />
              )}
            </>
          )
        }}
      </Loaded>
      <Helped communityId={worn.community.id} />
    </>
  )
}

function Make({ path, onMade }: { path: string; onMade: () => void }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState(me.value?.person.display_name ?? '')
  const [id] = useState(newId)
  const { busy, error, run } = useDoing()
  const make = async (pin: string): Promise<void> => {
    const body = { name: name.trim(), pin }
    if (!(await run('make', () => api.put<CardData>(`${path}/${id}`, body)))) return
    setOpen(false)
    onMade()
  }
  return (
    <>
      <p>{t('cards.none')}</p>
      <Field
        label={t('cards.name')}
        hint={t('cards.nameHint')}
        value={name}
        onInput={setName}
        maxLength={40}
      />
      <Button icon="credit" disabled={!name.trim()} onClick={() => setOpen(true)}>
        {t('cards.make')}
      </Button>
      <Sheet open={open} title={t('cards.make')} onClose={() => setOpen(false)}>
        <ChoosePin
          busy={busy !== null}
          error={error && errorText(error).title}
          onChosen={(pin) => void make(pin)}
        />
      </Sheet>
    </>
  )
}

function Helped({ communityId }: { communityId: string }) {
  const path = `/communities/${communityId}/helped-cards`
  const helped = useResource(path, (abort) => api.get<{ cards: CardBrief[] }>(path, abort))
  if (!helped.data?.cards.length) return null
  return (
    <Card title={t('cards.helped')}>
      <List>
        {helped.data.cards.map((card) => (
          <Row
            key={card.id}
            title={card.name}
            text={t(`cards.status.${card.status}`)}
            href={`/cards/one/${card.id}`}
          />
        ))}
      </List>
    </Card>
  )
}

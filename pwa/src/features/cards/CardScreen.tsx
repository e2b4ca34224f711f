import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Card as CardData, CardPage } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { Parts } from '../../ui/Parts'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { AtTheDesk } from './AtTheDesk'
import { CardFace } from './CardFace'
import { Deeds } from './Deeds'
import { hatIn } from './place'
import { Status } from './Status'
import './cards.css'

/** One card, for a coordinator (`org`: where) or for a helper whom its holder named. */
export default function CardScreen({ params: { id = '', org } }: ScreenProps) {
  const path = `/cards/${id}`
  const page = useResource(path, (abort) => api.get<CardPage>(path, abort))
  const home = org ? `/cards/at/${org}` : '/card'
  const address = (cardId: string): string => (org ? `${home}/one/${cardId}` : `/cards/one/${cardId}`)
  const changed = (card: CardData): void => {
    if (card.id === id) void page.reload()
    else navigate(address(card.id), { replace: true })
  }
  return (
    <Screen title={page.data?.card.name ?? t('cards.desk.title')} back={home}>
      <Loaded of={page}>
        {({ card, community_id, seen_as, opened, history }) => (
          <>
            <CardFace
              name={card.name}
              number={card.number}
              community={hatIn(community_id)?.community.name ?? ''}
            />
            <Status card={card} />
            {card.replaced_by && <Button href={address(card.replaced_by)}>{t('cards.newer')}</Button>}
            {card.status === 'works' && (
              <Button look={org ? 'filled' : 'quiet'} icon="print" href={`/cards/print?ids=${card.id}`}>
                {t('cards.print')}
              </Button>
            )}
            {org && card.status === 'works' && seen_as === 'coordinator' && (
              <AtTheDesk
                card={card}
                organisationId={org}
                communityId={community_id}
                opened={opened}
                onOpened={() => void page.reload()}
              />
            )}
            <Deeds card={card} seenAs={seen_as} onChanged={changed} />
            <History lines={history} />
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function History({ lines }: { lines: CardPage['history'] }) {
  return (
    <Card title={t('cards.history')}>
      <List>
        {lines.map(({ deed, at, by, organisation }) => (
          <Row
            key={`${deed} ${at}`}
            title={t(`cards.deed.${deed}`)}
            text={
              <Parts
                of={[whenSaid(at), by && t('cards.by', { name: by }), organisation].filter(
                  (part): part is string => !!part,
                )}
              />
            }
          />
        ))}
      </List>
    </Card>
  )
}

import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { CardBrief, CardPage } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { navigate, type ScreenProps, search } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ScanCard } from './ScanCard'
import './cards.css'

/** A coordinator's desk for those without a phone: enrol somebody, find a card, print cards. */
export default function DeskScreen({ params: { org = '' } }: ScreenProps) {
  return search.value.has('scan') ? <Find org={org} /> : <Desk org={org} />
}

function Desk({ org }: { org: string }) {
  const path = `/organisations/${org}/cards`
  const made = useResource(path, (abort) => api.get<{ cards: CardBrief[] }>(path, abort))
  const home = `/cards/at/${org}`
  const action = (
    <Button icon="plus" href={`${home}/new`}>
      {t('cards.desk.new')}
    </Button>
  )
  return (
    <Screen title={t('cards.desk.title')} back="/desk" action={action}>
      <p class="soft">{t('cards.desk.lead')}</p>
      <Button look="quiet" icon="scan" href={`${home}?scan`}>
        {t('cards.desk.scan')}
      </Button>
      <Loaded of={made}>
        {({ cards }) =>
          cards.length === 0 ? (
            <EmptyState picture="gate" text={t('cards.desk.empty')} />
          ) : (
            <Card title={t('cards.desk.list')} aside={<PrintAll cards={cards} />}>
              <List>
                {cards.map((card) => (
                  <Row
                    key={card.id}
                    title={card.name}
                    text={t(`cards.status.${card.status}`)}
                    href={`${home}/one/${card.id}`}
                  />
                ))}
              </List>
            </Card>
          )
        }
      </Loaded>
    </Screen>
  )
}

function PrintAll({ cards }: { cards: CardBrief[] }) {
  const good = cards.filter(({ status }) => status === 'works').map(({ id }) => id)
  if (good.length < 2) return null
  return (
    <Button look="plain" fit icon="print" href={`/cards/print?ids=${good.join()}`}>
      {t('cards.desk.printAll')}
    </Button>
  )
}

function Find({ org }: { org: string }) {
  const { busy, error, run } = useDoing()
  const find = (card: string): void =>
    void run('look', async () => {
      const found = await api.post<CardPage>(`/organisations/${org}/cards/look`, { card })
      navigate(`/cards/at/${org}/one/${found.card.id}`, { replace: true })
    })
  return (
    <Screen title={t('cards.desk.scan')} back={`/cards/at/${org}`}>
      {error && <ErrorNotice trouble={error} />}
      <ScanCard onCard={find} paused={busy !== null} />
    </Screen>
  )
}

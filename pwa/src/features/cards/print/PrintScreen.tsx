import { useEffect, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import type { CardPage, Community } from '../../../data/types'
import { isLanguage, isRightToLeft, type Translate, t, translator } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Loaded } from '../../../ui/Loaded'
import { search } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { CardFace } from '../CardFace'
import { sheetsOf } from './sheets'
import '../cards.css'

type Printed = {
  cards: CardPage['card'][]
  community: Community
  language: string
  rtl: boolean
  say: Translate
}

/** Cards as they come out of the printer, eight on one A4 with lines to cut along. */
export default function PrintScreen() {
  const ids = (search.value.get('ids') ?? '').split(',').filter(Boolean)
  const printed = useResource(`cards ${ids.join()}`, (abort) => load(ids, abort))
  const drawn = useDrawn(printed.data?.cards.length ?? 0)
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('prints-cards')
    return () => classList.remove('prints-cards')
  }, [])
  const action = printed.data && printed.data.cards.length > 0 && (
    <div class="no-print">
      <Button icon="print" busy={!drawn} onClick={() => print()}>
        {t('cards.paper.now')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('cards.paper.title')} back="/desk" action={action}>
      <Loaded of={printed}>
        {({ cards, community, language, rtl, say }) =>
          cards.length === 0 ? (
            <EmptyState picture="gate" text={t('cards.paper.nothing')} />
          ) : (
            <div class="cards-paper" data-ready={drawn}>
              {sheetsOf(cards).map((sheet) => (
                <section key={sheet[0]?.id} class="cards-sheet" lang={language} dir={rtl ? 'rtl' : 'ltr'}>
                  {sheet.map(({ id, name, number }) => (
                    <CardFace key={id} name={name} number={number} community={community.name} t={say} />
                  ))}
                </section>
              ))}
            </div>
          )
        }
      </Loaded>
    </Screen>
  )
}

/** The cards that work, in the neighbourhood's first language. */
async function load(ids: string[], abort: AbortSignal): Promise<Printed> {
  const pages = await Promise.all(ids.map((id) => api.get<CardPage>(`/cards/${id}`, abort)))
  const good = pages.filter(({ card }) => card.status === 'works')
  const community = await api.get<Community>(`/communities/${pages[0]?.community_id}`, abort)
  const language = community.languages.find(isLanguage) ?? 'nl'
  const say = await translator(language)
  return { cards: good.map(({ card }) => card), community, language, rtl: isRightToLeft(language), say }
}

/** True once every code is drawn: a printer does not wait for them. */
function useDrawn(count: number): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    if (count === 0 || drawn) return
    const timer = setInterval(() => {
      const codes = document.querySelectorAll('.card-face .qr[data-text]')
      if (codes.length >= count) setDrawn(true)
    }, 50)
    return () => clearInterval(timer)
  }, [count, drawn])
  return drawn
}

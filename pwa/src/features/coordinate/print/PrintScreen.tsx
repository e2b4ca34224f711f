import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { type Resource, useResource } from '../../../data/resource'
import { hat, hats } from '../../../data/session'
import type { Community } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Loaded } from '../../../ui/Loaded'
import { Notice } from '../../../ui/Notice'
import { search, setSearch } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Skeleton } from '../../../ui/Skeleton'
import { Tabs } from '../../../ui/Tabs'
import { loadPrintables, type Printable } from './load'
import { Poster } from './Poster'
import type { Layout } from './print-path'
import { SheetPage } from './SheetPage'
import { sheetsOf } from './sheets'
import { loadVoices, type Voice } from './voices'
import './print.css'

type Printed = { codes: Printable[]; asked: number; community: Community; voices: [Voice, ...Voice[]] }

/** Posters and sheets as they come out of the printer, with the button that prints them. */
export default function PrintScreen() {
  const layout: Layout = search.value.get('layout') === 'sheet' ? 'sheet' : 'poster'
  const printed = usePrinted()
  const pages = useRef<HTMLDivElement>(null)
  const ready = usePictures(pages, printed.data !== undefined, layout)
  useWholePage()
  const first = printed.data?.codes[0]
  const back = first ? `/coordinate/${first.task.organisation.id}` : '/'
  const action = first && (
    <div class="no-print">
      <Button icon="print" busy={!ready} onClick={() => print()}>
        {t('coordinate.print.now')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('coordinate.print.title')} back={back} action={action} wide>
      <Loaded of={printed} skeleton={<Skeleton shape="card" />}>
        {(found) => (
          <>
            <div class="print-tools no-print">
              {found.codes.length < found.asked && (
                <Notice kind="warning" title={t('coordinate.print.ended')} />
              )}
              <Tabs<Layout>
                label={t('coordinate.print.title')}
                tabs={[
                  { name: 'poster', label: t('coordinate.print.poster') },
                  { name: 'sheet', label: t('coordinate.print.sheet') },
                ]}
                current={layout}
                onChange={(name) => setSearch({ layout: name })}
              />
            </div>
            {found.codes.length === 0 && (
              <EmptyState
                picture="tree"
                text={t('coordinate.print.nothing')}
                action={t('coordinate.backToTasks')}
                href={back}
              />
            )}
            <div ref={pages} class="pages" data-ready={ready}>
              {layout === 'poster' ? <Posters {...found} /> : <Sheets {...found} />}
            </div>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Posters({ codes, community, voices }: Printed) {
  return (
    <>
      {codes.map((one) => (
        <Poster key={one.id} printable={one} community={community} voices={voices} />
      ))}
    </>
  )
}

function Sheets({ codes, community, voices }: Printed) {
  return (
    <>
      {sheetsOf(codes).map((cards, page) => (
        <SheetPage key={String(page)} cards={cards} community={community} voices={voices} />
      ))}
    </>
  )
}

function usePrinted(): Resource<Printed> {
  const listOf = (name: string): string[] => (search.value.get(name) ?? '').split(',').filter(Boolean)
  const codes = listOf('codes')
  return useResource(codes.join(), async (abort) => {
    const found = await loadPrintables(codes, listOf('tasks'), abort)
    const organisation = found[0]?.task.organisation.id
    const worn = hats.peek().find((one) => one.organisation?.id === organisation) ?? hat.peek()
    const community = await api.get<Community>(`/communities/${worn?.community.id}`, abort)
    return { codes: found, asked: codes.length, community, voices: await loadVoices(community.languages) }
  })
}

/** True once every picture on the pages can be drawn: a printer does not wait for them. */
function usePictures(pages: { current: HTMLElement | null }, loaded: boolean, layout: Layout): boolean {
  const [ready, setReady] = useState('')
  useEffect(() => {
    let current = true
    const pictures = [...(pages.current?.querySelectorAll('img') ?? [])]
    void Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined))).then(() => {
      if (current && pictures.length > 0) setReady(layout)
    })
    return () => {
      current = false
    }
  }, [loaded, layout])
  return ready === layout
}

/** Lets the pages alone decide what comes out of the printer, while this screen is open. */
function useWholePage(): void {
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('prints-pages')
    return () => classList.remove('prints-pages')
  }, [])
}

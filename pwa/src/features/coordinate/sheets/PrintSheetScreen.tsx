import { useEffect, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import type { Community, Task } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Field } from '../../../ui/Field'
import { Loaded } from '../../../ui/Loaded'
import type { ScreenProps } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Skeleton } from '../../../ui/Skeleton'
import { hatAt } from '../place'
import { loadVoices, type Voice } from '../print/voices'
import { Card, type CardFacts } from './Card'
import {
  CARDS,
  countOf,
  type Detail,
  isKind,
  pathOf,
  type SheetCode,
  type SheetKind,
  screenOf,
} from './sheet'
import '../print/print.css'
import './cards.css'
import './sheets.css'

/** So many cards are proposed at once: more takes a phone long to draw. */
const AT_ONCE = 100

type Printed = { facts: CardFacts; codes: SheetCode[]; voices: [Voice, ...Voice[]] }

/** The cards of a sheet as they come out of the printer, ten on an A4, with lines to cut along. */
export default function PrintSheetScreen({ params }: ScreenProps) {
  const org = params.org ?? ''
  const kind: SheetKind = isKind(params.kind) ? params.kind : 'vouchers'
  const id = params.id ?? ''
  const printed = usePrinted(org, kind, id)
  const [first, setFirst] = useState('1')
  const [last, setLast] = useState<string>()
  useWholePage()
  const until = last ?? String(Math.min(AT_ONCE, printed.data?.codes.length ?? AT_ONCE))
  const from = countOf(first) ?? 1
  const to = countOf(until) ?? 0
  const good =
    printed.data?.codes.filter(
      ({ serial, status }) => status === 'unused' && serial >= from && serial <= to,
    ) ?? []
  const action = good.length > 0 && (
    <div class="no-print">
      <Button icon="print" onClick={() => print()}>
        {t('sheets.print.now', { count: good.length })}
      </Button>
    </div>
  )
  return (
    <Screen title={t('sheets.print.title')} back={screenOf(org, kind, id)} action={action} wide>
      <Loaded of={printed} skeleton={<Skeleton shape="card" />}>
        {({ facts, voices, codes }) => (
          <>
            <div class="print-tools no-print">
              <p class="soft">
                {t('sheets.print.hint')} {t('sheets.print.of', { count: codes.length })}
              </p>
              <div class="sheet-range">
                <Field
                  label={t('sheets.withdraw.first')}
                  inputMode="numeric"
                  value={first}
                  onInput={setFirst}
                />
                <Field
                  label={t('sheets.withdraw.last')}
                  inputMode="numeric"
                  value={until}
                  onInput={setLast}
                />
              </div>
            </div>
            {good.length === 0 && <EmptyState picture="tree" text={t('coordinate.print.nothing')} />}
            <div class="pages" data-ready="true">
              {pagesOf(good).map((cards, page) => (
                <article key={String(page)} class="page cards-page" lang={voices[0].code} dir={voices[0].dir}>
                  {cards.map((one) => (
                    <Card key={one.serial} code={one} facts={facts} voices={voices} />
                  ))}
                </article>
              ))}
            </div>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function usePrinted(org: string, kind: SheetKind, id: string) {
  return useResource(pathOf(kind, id), async (abort): Promise<Printed> => {
    const { sheet, codes, expires_at } = await api.get<Detail>(pathOf(kind, id), abort)
    const community = await api.get<Community>(`/communities/${hatAt(org)?.community.id}`, abort)
    const shared = { kind, community, count: sheet.count, until: expires_at }
    const voices = await loadVoices(community.languages)
    if ('amount' in sheet)
      return {
        codes,
        voices,
        facts: {
          ...shared,
          reward: { kind: 'fixed', amount: sheet.amount },
          organisation: sheet.organisation.name,
          title: null,
        },
      }
    const task = await api.get<Task>(`/tasks/${sheet.task_id}`, abort)
    const facts = { ...shared, reward: task.reward, organisation: task.organisation.name, title: task.title }
    return { codes, voices, facts }
  })
}

function pagesOf(codes: SheetCode[]): SheetCode[][] {
  const pages: SheetCode[][] = []
  for (let start = 0; start < codes.length; start += CARDS) pages.push(codes.slice(start, start + CARDS))
  return pages
}

/** Lets the pages alone decide what comes out of the printer, while this screen is open. */
function useWholePage(): void {
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('prints-pages')
    return () => classList.remove('prints-pages')
  }, [])
}

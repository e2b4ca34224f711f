import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { usePages } from '../../data/pages'
import { hats } from '../../data/session'
import type { Finding } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Loaded } from '../../ui/Loaded'
import { More } from '../../ui/More'
import { Notice } from '../../ui/Notice'
import { type ScreenProps, search, setSearch } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Tabs } from '../../ui/Tabs'
import { DismissSheet } from './DismissSheet'
import { FindingCard } from './FindingCard'
import './watch.css'

type Shown = 'open' | 'dismissed'
type Page = { findings: Finding[]; next: string | null; open: number }

/** What looks unusual in the neighbourhood, with the facts; nothing was stopped because of it. */
export default function FindingsScreen({ params }: ScreenProps) {
  const where = params.community ?? ''
  const unit = hats.value.find(({ community }) => community.id === where)?.community.currency
  const [chosen, choose] = useState<Finding | null>(null)
  const [found, setFound] = useState<number>()
  const looking = useDoing()
  const shown: Shown = search.value.get('status') === 'dismissed' ? 'dismissed' : 'open'
  const path = `/communities/${where}/findings`
  const findings = usePages(`${path}?status=${shown}`, (page: Page) => page.findings)
  const changed = async (): Promise<void> => {
    await findings.reload()
    countsChanged()
  }
  const look = (): void =>
    void looking.run('look', async () => {
      setFound((await api.post<{ found: number }>(`${path}/look`)).found)
      await changed()
    })
  if (!unit) return <Screen title={t('watch.title')} />
  const action = (
    <Button look="quiet" icon="search" busy={looking.busy !== null} onClick={look}>
      {t('watch.look')}
    </Button>
  )
  return (
    <Screen title={t('watch.title')} back="/desk" action={action}>
      <p class="soft">{t('watch.lead')}</p>
      <Tabs<Shown>
        label={t('watch.title')}
        tabs={[
          { name: 'open', label: t('watch.open'), count: findings.first?.open ?? 0 },
          { name: 'dismissed', label: t('watch.dismissed') },
        ]}
        current={shown}
        onChange={(name) => setSearch({ status: name === 'dismissed' ? name : null })}
      />
      {looking.error && <ErrorNotice trouble={looking.error} />}
      {found !== undefined && <Notice title={t('watch.looked', { count: found })} />}
      <Loaded of={findings}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState picture="sun" text={t(shown === 'open' ? 'watch.empty' : 'watch.emptyDismissed')} />
          ) : (
            <div class="findings">
              {list.map((finding) => (
                <FindingCard key={finding.id} finding={finding} unit={unit} onDismiss={choose} />
              ))}
            </div>
          )
        }
      </Loaded>
      <More of={findings} />
      <DismissSheet
        finding={chosen}
        onClose={() => choose(null)}
        onDone={() => {
          choose(null)
          void changed()
        }}
      />
    </Screen>
  )
}

import { useState } from 'preact/hooks'
import type { Entry } from '../../data/types'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { List } from '../../ui/List'
import type { Unit } from '../../ui/money'
import { EntryRow } from './EntryRow'
import { Receipt } from './Receipt'

/** The last five lines, or what to do when there are none. */
export function Recent({ entries, unit }: { entries: Entry[]; unit: Unit }) {
  const [open, setOpen] = useState<Entry | null>(null)
  if (entries.length === 0)
    return (
      <EmptyState
        picture="gables"
        text={t('wallet.home.empty')}
        action={t('wallet.home.emptyAction')}
        href="/tasks"
      />
    )
  return (
    <section class="stack-tight">
      <header class="home-recent">
        <h2>{t('wallet.home.recent')}</h2>
        <a class="home-all" href="/statement">
          {t('wallet.home.all')}
        </a>
      </header>
      <List label={t('wallet.home.recent')}>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} unit={unit} onOpen={setOpen} />
        ))}
      </List>
      <Receipt entry={open} unit={unit} onClose={() => setOpen(null)} />
    </section>
  )
}

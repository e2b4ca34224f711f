import { useState } from 'preact/hooks'
import type { NoteSheets } from '../../../data/api-types'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Loaded } from '../../../ui/Loaded'
import { Notice } from '../../../ui/Notice'
import { navigate, type ScreenProps } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Sheet } from '../../../ui/Sheet'
import { hatAt } from '../place'
import { NewNotes } from './NewNotes'
import { SheetList } from './SheetList'
import { screenOf } from './sheet'
import './sheets.css'

/** The notes that an organisation printed: coin on paper, for whoever scans first. */
export default function NotesScreen({ params }: ScreenProps) {
  const org = params.org ?? ''
  const worn = hatAt(org)
  const [making, setMaking] = useState(false)
  const path = `/organisations/${org}/note-sheets`
  const found = useResource(path, (abort) => api.get<NoteSheets>(path, abort))
  const kinds = found.data?.denominations ?? []
  const action = kinds.length > 0 && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('sheets.notes.new')}
    </Button>
  )
  return (
    <Screen title={t('sheets.notes.title')} back="/home" action={action}>
      <p class="soft">{t('sheets.notes.lead')}</p>
      <Loaded of={found}>
        {({ sheets }) => (
          <>
            {kinds.length === 0 && <Notice title={t('sheets.notes.off')} next={t('sheets.notes.offNext')} />}
            {sheets.length === 0 && kinds.length > 0 && (
              <EmptyState picture="windmill" text={t('sheets.notes.none')} />
            )}
            {worn && <SheetList kind="notes" sheets={sheets} unit={worn.community.currency} org={org} />}
          </>
        )}
      </Loaded>
      {worn && (
        <Sheet open={making} title={t('sheets.notes.new')} onClose={() => setMaking(false)}>
          <NewNotes
            org={org}
            worn={worn}
            kinds={kinds}
            onMade={({ id }) => navigate(`${screenOf(org, 'notes', id)}?sign`)}
          />
        </Sheet>
      )}
    </Screen>
  )
}

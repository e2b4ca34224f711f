import { useEffect, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { type ApiError, asApiError } from '../../data/problem'
import { hat, hats, homeOf, wallet } from '../../data/session'
import type { Notice, NoticeList } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { Icon } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { AskToTell } from './AskToTell'
import { groupsOf } from './groups'
import { kindOf } from './kinds'
import { wordsOf } from './words'
import './notices.css'

type Pages = {
  notices: Notice[] | null
  next: string | null
  busy: boolean
  error: ApiError | undefined
}

/** What the person was told, newest first; what is on screen counts as read from then on. */
export default function NoticesScreen() {
  const { notices, next, busy, error, read } = usePages()
  return (
    <Screen title={t('notices.title')} back={homeOf(hat.value)}>
      {notices?.length === 0 && <EmptyState picture="gables" text={t('notices.empty')} />}
      {notices && notices.length > 0 && (
        <>
          <AskToTell />
          {groupsOf(notices).map(([group, inIt]) => (
            <section key={group} class="stack-tight">
              <h2>{t(`notices.group.${group}`)}</h2>
              <List label={t(`notices.group.${group}`)}>
                {inIt.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} />
                ))}
              </List>
            </section>
          ))}
        </>
      )}
      {error && <ErrorNotice trouble={error} onAgain={read} />}
      {!notices && !error && <Skeleton shape="rows" count={5} />}
      {next && !error && (
        <Button look="quiet" busy={busy} onClick={read}>
          {t('notices.older')}
        </Button>
      )}
    </Screen>
  )
}

function NoticeRow({ notice }: { notice: Notice }) {
  const place = hats.value.find(({ community }) => community.id === notice.community_id)
  const unit = (place ?? hat.value)?.community.currency
  if (!unit) return null
  const { icon, path } = kindOf(notice.kind)
  const words = wordsOf(notice.kind, notice.params, unit)
  const fresh = !notice.read_at
  return (
    <Row
      start={
        <span class={fresh ? 'notice-mark notice-fresh' : 'notice-mark'}>
          <Icon name={icon} />
        </span>
      }
      title={
        <>
          {words.title}
          {fresh && <span class="seen-by-ear"> ({t('notices.fresh')})</span>}
        </>
      }
      text={
        <>
          {words.text && <span class="notice-text">{words.text}</span>}
          <span>{whenSaid(notice.at)}</span>
        </>
      }
      {...(path && { href: path(notice.params, notice.community_id) })}
    />
  )
}

function usePages(): Pages & { read: () => void } {
  const [state, setState] = useState<Pages>({ notices: null, next: null, busy: true, error: undefined })
  const read = async (): Promise<void> => {
    setState((before) => ({ ...before, busy: true, error: undefined }))
    try {
      const query = state.next ? `?before=${state.next}` : ''
      const { notices, next } = await api.get<NoticeList>(`/me/notices${query}`)
      setState(({ notices: known }) => ({
        notices: [...(known ?? []), ...notices],
        next,
        busy: false,
        error: undefined,
      }))
      if (!state.next) await markRead(notices)
    } catch (problem) {
      setState((before) => ({ ...before, busy: false, error: asApiError(problem) }))
    }
  }
  useEffect(() => void read(), [])
  return { ...state, read: () => void read() }
}

/** The newest notice and all before it count as read; what was new stays marked on this screen. */
async function markRead([newest]: Notice[]): Promise<void> {
  if (!newest || newest.read_at) return
  await api.post('/me/notices/read', { up_to: newest.id })
  if (wallet.peek()) wallet.value = { ...wallet.peek(), notices: 0 } as typeof wallet.value
  countsChanged()
}

import { useRef } from 'preact/hooks'
import type { BankStatement, BankStatementList } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import { dateSaid, whenSaid } from '../../ui/moments'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Counts } from './Counts'
import './redeem.css'

/** The bank's statements: hand one in, and see what came of each. */
export default function StatementsScreen({ params }: ScreenProps) {
  const community = params.community ?? ''
  const path = `/communities/${community}/bank-statements`
  const found = useResource(path, (abort) => api.get<BankStatementList>(path, abort))
  return (
    <Screen title={t('redeem.statements.title')} back={`/settle/${community}`} wide>
      <Upload path={path} community={community} onMany={found.reload} />
      <Loaded of={found}>
        {({ statements }) =>
          statements.length === 0 ? (
            <EmptyState picture="tower" text={t('redeem.statements.empty')} />
          ) : (
            <ul class="settle-list">
              {statements.map((one) => (
                <li key={one.id}>
                  <a class="card settle-one" href={`/settle/${community}/statements/${one.id}`}>
                    <span class="redeem-request-top">
                      <strong>{daysSaid(one)}</strong>
                      <span class="soft small">{t('redeem.statements.of', { last4: one.last4 })}</span>
                    </span>
                    <Counts of={one} />
                    <span class="soft small">
                      {t('redeem.statements.by', {
                        name: one.uploaded_by_name,
                        when: whenSaid(one.uploaded_at),
                      })}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Screen>
  )
}

type UploadProps = { path: string; community: string; onMany: () => Promise<void> }

function Upload({ path, community, onMany }: UploadProps) {
  const picker = useRef<HTMLInputElement>(null)
  const { busy, error, run } = useDoing()
  const send = (file: File | undefined): void => {
    if (!file) return
    void run('upload', async () => {
      announce(t('redeem.statements.sending'))
      const body = new Blob([file], { type: 'application/xml' })
      const { statements } = await api.post<BankStatementList>(path, body)
      const [first] = statements
      if (first && statements.length === 1) navigate(`/settle/${community}/statements/${first.id}`)
      else await onMany()
    })
    if (picker.current) picker.current.value = ''
  }
  return (
    <section class="card">
      <Button icon="upload" busy={busy !== null} onClick={() => picker.current?.click()}>
        {t('redeem.statements.choose')}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".xml,application/xml,text/xml"
        class="seen-by-ear"
        tabIndex={-1}
        aria-label={t('redeem.statements.choose')}
        onChange={(event) => send(event.currentTarget.files?.[0])}
      />
      <p class="soft small">{t('redeem.statements.hint')}</p>
      {error && <ErrorNotice trouble={error} />}
    </section>
  )
}

/** The days that a statement is about; the day of its arrival where the bank does not say. */
export function daysSaid({ first_day: first, last_day: last, uploaded_at: at }: BankStatement): string {
  if (!first || !last) return dateSaid(first ?? last ?? at)
  if (first === last) return dateSaid(first)
  return t('redeem.statements.days', { first: dateSaid(first), last: dateSaid(last) })
}

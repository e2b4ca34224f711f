import { useEffect, useState } from 'preact/hooks'
import { simplifyTyped } from '../../core/text-code'
import type { NoteReading } from '../../data/api-types'
import { api, online } from '../../data/client'
import { ApiError, asApiError } from '../../data/problem'
import { useResource } from '../../data/resource'
import { me, sessionKnown } from '../../data/session'
import type { Claim, CodeReading } from '../../data/types'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { RefusedScreen } from '../../ui/RefusedScreen'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { useFragment } from '../../ui/use-fragment'
import { Earned } from './Earned'
import { type Examined, examine } from './examine'
import { Found } from './Found'
import { NoteFound } from './NoteFound'
import { OfflineCode } from './OfflineCode'
import { GuestCode } from './OnlySignature'
import { usedWords } from './used'
import './earn.css'

/** A task code, from the scanner or from a link that the phone's own camera opened: what it is, then the claim. */
export default function CodeScreen() {
  const fragment = useFragment()
  if (!fragment) return <NoCode />
  return <Code key={fragment} code={fragment.startsWith('eyJ') ? fragment : simplifyTyped(fragment)} />
}

function NoCode() {
  return (
    <Screen title={t('earn.code.title')} back="/home">
      <EmptyState picture="bridge" text={t('earn.code.none')} action={t('earn.code.scan')} href="/scan" />
    </Screen>
  )
}

/** What the server says is null for who is not signed in and without a network: then only the signature tells. */
type Seen = { examined: Examined; reading: CodeReading | null; note?: NoteReading }

function Code({ code }: { code: string }) {
  const [claim, setClaim] = useState<Claim>()
  const known = sessionKnown.value || me.value !== null
  const signedIn = me.value !== null
  const seen = useResource(`${code} ${known} ${signedIn}`, async () => (known ? look(code, signedIn) : null))
  useEffect(() => {
    if (online.value && seen.error?.code === 'offline') void seen.reload()
    if (online.value && signedIn && seen.data && !seen.data.reading) void seen.reload()
  }, [online.value])
  if (claim) return <Earned claim={claim} />
  if (seen.error)
    return (
      <RefusedScreen
        trouble={seen.error}
        words={usedWords(seen.error, 'voucher')}
        action={t('earn.code.scanAnother')}
        onAction={() => navigate('/scan', { replace: true })}
        second={seen.error.retryable ? t('shell.again') : t('earn.code.tasks')}
        onSecond={() => (seen.error?.retryable ? void seen.reload() : navigate('/tasks', { replace: true }))}
      />
    )
  if (!seen.data) return <Reading />
  const { reading, examined, note } = seen.data
  if (note) return <NoteFound code={code} note={note} real={examined.real} />
  if (reading) return <Found code={code} reading={reading} examined={examined} onClaimed={setClaim} />
  return signedIn ? (
    <OfflineCode code={code} examined={examined} />
  ) : (
    <GuestCode code={code} examined={examined} />
  )
}

function Reading() {
  return (
    <Screen title={t('earn.code.reading')} back="/home">
      <Skeleton shape="card" />
      <Skeleton shape="amount" />
    </Screen>
  )
}

/** First the phone looks by itself; then the server says what the code is for. */
async function look(code: string, signedIn: boolean): Promise<Seen> {
  const examined = await examine(code)
  if (!signedIn) return { examined, reading: null }
  try {
    if (examined.content?.kind === 'note') return await lookAtNote(examined, code)
    return { examined, reading: await api.post<CodeReading>('/task-codes/read', { code }) }
  } catch (problem) {
    // The letters under a note do not tell that it is one.
    if (asApiError(problem).code === 'code_is_note') return lookAtNote(examined, code)
    if (examined.community && !online.peek()) return { examined, reading: null }
    throw problem
  }
}

async function lookAtNote(examined: Examined, code: string): Promise<Seen> {
  try {
    return { examined, reading: null, note: await api.post<NoteReading>('/bearer-notes/read', { code }) }
  } catch (problem) {
    const { code: name, status, params } = asApiError(problem)
    throw new ApiError(name, status, { ...params, note: 1 })
  }
}

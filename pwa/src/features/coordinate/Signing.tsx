import { useDoing } from '../../data/doing'
import { CannotStore } from '../../data/keys'
import { ApiError } from '../../data/problem'
import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Notice } from '../../ui/Notice'
import { type CodeKind, signCode } from './sign-code'

const POSTER: CodeKind[] = ['poster']
const COME_AND_GO: CodeKind[] = ['check-in', 'check-out']
const NO_KEY = 'cannot-store'

/** Signs a new code for the task when asked; for one that measures time the two to come and to go. */
export function useSigning(task: Task, onSigned: () => void) {
  const { busy, error, run } = useDoing()
  const work = async (): Promise<void> => {
    try {
      for (const kind of task.measured ? COME_AND_GO : POSTER) await signCode(task, kind)
    } catch (problem) {
      throw problem instanceof CannotStore ? new ApiError(NO_KEY) : problem
    }
    announce(t('coordinate.code.signed'))
    onSigned()
  }
  return { busy: busy !== null, error, sign: () => void run('sign', work) }
}

/** Why signing failed; for a browser that keeps no key, why one is needed. */
export function SigningTrouble({ signing }: { signing: ReturnType<typeof useSigning> }) {
  if (!signing.error) return null
  if (signing.error.code === NO_KEY)
    return <Notice kind="warning" title={t('coordinate.code.noKey')} next={t('coordinate.code.noKeyNext')} />
  return <ErrorNotice trouble={signing.error} onAgain={signing.sign} />
}

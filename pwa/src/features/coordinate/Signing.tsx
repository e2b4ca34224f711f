import { useDoing } from '../../data/doing'
import { CannotStore } from '../../data/keys'
import { ApiError } from '../../data/problem'
import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Notice } from '../../ui/Notice'
import { signCode } from './sign-code'

const NO_KEY = 'cannot-store'

/** Signs a new code for the task when asked. */
export function useSigning(task: Task, onSigned: () => void) {
  const { busy, error, run } = useDoing()
  const work = async (): Promise<void> => {
    try {
      await signCode(task)
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

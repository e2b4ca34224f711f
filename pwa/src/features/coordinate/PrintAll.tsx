import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Task, TaskCode } from '../../data/types'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { errorText } from '../../ui/error-text'
import { navigate } from '../../ui/router'
import { printPath } from './print/print-path'
import { stateOf } from './task-state'

/** One sheet with the newest good code of every task that is open or opens soon. */
export function PrintAll({ tasks }: { tasks: Task[] }) {
  const { busy, error, run } = useDoing()
  const offered = tasks.filter((task) => ['open', 'soon', 'empty'].includes(stateOf(task)))
  if (offered.length < 2) return null
  const print = (): void => {
    void run('print', async () => {
      const found = await Promise.all(offered.map(newestCode))
      const codes = found.filter((code) => code !== null)
      if (codes.length > 0) navigate(printPath(codes, 'sheet'))
      else announce(t('coordinate.noCodes'))
    })
  }
  return (
    <Button look="quiet" fit icon="print" busy={busy !== null} onClick={print}>
      {error ? errorText(error).title : t('coordinate.printAll')}
    </Button>
  )
}

async function newestCode(task: Task): Promise<{ id: string; taskId: string } | null> {
  const { codes } = await api.get<{ codes: TaskCode[] }>(`/tasks/${task.id}/codes`)
  const good = codes.find(({ status }) => status === 'good')
  return good ? { id: good.id, taskId: task.id } : null
}

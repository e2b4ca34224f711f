import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Task } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { goBack, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { bodyOf, changesTo, draftOf } from './draft'
import { hatAt } from './place'
import { TaskForm } from './TaskForm'
import { useTaskForm } from './use-form'
import './coordinate.css'

/** Changes a task; the reward only while no poster of it was signed, as the server tells. */
export default function EditTaskScreen({ params }: ScreenProps) {
  const back = `/coordinate/${params.org}/task/${params.id}`
  const unit = hatAt(params.org ?? '')?.community.currency
  const path = `/tasks/${params.id}`
  const task = useResource(path, (abort) => api.get<Task>(path, abort))
  if (!unit || !task.data)
    return (
      <Screen title={t('coordinate.edit')} back={back}>
        <Loaded of={task} skeleton={<Skeleton shape="card" />}>
          {() => null}
        </Loaded>
      </Screen>
    )
  return <Form task={task.data} unit={unit} back={back} />
}

function Form({ task, unit, back }: { task: Task; unit: Unit; back: string }) {
  const { decimals } = unit
  const first = draftOf(task, decimals)
  const { draft, wrong, change, submit, busy, error, atFields } = useTaskForm(first, decimals)
  const save = async (): Promise<void> => {
    const step = task.reward.minute_step ?? null
    const worked = await submit(async (ready) => {
      const changes = changesTo(bodyOf(first, decimals, step), bodyOf(ready, decimals, step))
      if (Object.keys(changes).length > 0) await api.patch<Task>(`/tasks/${task.id}`, changes)
    })
    if (worked) goBack(back)
  }
  const action = (
    <Button busy={busy} onClick={() => void save()}>
      {t('shell.save')}
    </Button>
  )
  return (
    <Screen title={t('coordinate.edit')} back={back} action={action}>
      <TaskForm draft={draft} wrong={wrong} unit={unit} budgets={null} onChange={change} />
      {atFields && <p class="field-error">{t('coordinate.form.mend')}</p>}
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

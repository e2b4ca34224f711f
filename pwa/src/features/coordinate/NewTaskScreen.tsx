import { useEffect, useState } from 'preact/hooks'
import { newId } from '../../core/ids'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Budget, Task } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import type { Unit } from '../../ui/money'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { bodyOf, emptyDraft } from './draft'
import { hatAt } from './place'
import { TaskForm } from './TaskForm'
import { useTaskForm } from './use-form'
import './coordinate.css'

/** A new task, paid from one of the organisation's budgets. */
export default function NewTaskScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const worn = hatAt(orgId)
  const path = `/communities/${worn?.community.id}/budgets`
  const budgets = useResource(path, async (abort) => {
    const found = await api.get<{ budgets: Budget[] }>(path, abort)
    return found.budgets.filter(({ organisation }) => organisation.id === orgId)
  })
  const frame = { title: t('coordinate.new'), back: `/coordinate/${orgId}` }
  if (!worn || !budgets.data)
    return (
      <Screen {...frame}>
        <Loaded of={budgets} skeleton={<Skeleton shape="card" />}>
          {() => null}
        </Loaded>
      </Screen>
    )
  if (budgets.data.length === 0)
    return (
      <Screen {...frame}>
        <EmptyState
          picture="windmill"
          text={t('coordinate.noBudget')}
          action={t('coordinate.backToTasks')}
          href={frame.back}
        />
      </Screen>
    )
  return <Form frame={frame} orgId={orgId} unit={worn.community.currency} budgets={budgets.data} />
}

type FormProps = { frame: { title: string; back: string }; orgId: string; unit: Unit; budgets: Budget[] }

function Form({ frame, orgId, unit, budgets }: FormProps) {
  const [id] = useState(newId)
  const { draft, wrong, change, submit, busy, error, atFields } = useTaskForm(
    emptyDraft(budgets[0]?.id),
    unit.decimals,
  )
  useEffect(() => {
    const chosen = budgets.some((budget) => budget.id === draft.budget)
    if (!chosen) change({ budget: budgets[0]?.id ?? '' })
  }, [budgets])
  const save = async (): Promise<void> => {
    const worked = await submit((ready) => {
      const body = { id, budget_id: ready.budget, ...bodyOf(ready, unit.decimals) }
      return api.post<Task>(`/organisations/${orgId}/tasks`, body)
    })
    if (worked) navigate(`/coordinate/${orgId}/task/${id}`, { replace: true })
  }
  const action = (
    <Button busy={busy} onClick={() => void save()}>
      {t('coordinate.form.create')}
    </Button>
  )
  return (
    <Screen {...frame} action={action}>
      <TaskForm draft={draft} wrong={wrong} unit={unit} budgets={budgets} onChange={change} />
      {atFields && <p class="field-error">{t('coordinate.form.mend')}</p>}
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

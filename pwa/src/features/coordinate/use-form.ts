import { useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import { asApiError } from '../../data/problem'
import { checkDraft, type Draft, type DraftErrors, type DraftField, serverErrors } from './draft'

/** A task form's state: the draft, what is wrong where, and sending it once. */
export function useTaskForm(first: Draft, decimals: number) {
  const [draft, setDraft] = useState(first)
  const [wrong, setWrong] = useState<DraftErrors>({})
  const { busy, error, run } = useDoing()
  const change = (changes: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...changes }))
    setWrong((before) => without(before, Object.keys(changes) as DraftField[]))
  }
  const submit = async (work: (draft: Draft) => Promise<unknown>): Promise<boolean> => {
    const found = checkDraft(draft, decimals)
    setWrong(found)
    if (Object.keys(found).length > 0) return show(found)
    return run('save', async () => {
      try {
        await work(draft)
      } catch (problem) {
        const { code, params } = asApiError(problem)
        const told = serverErrors(code, params)
        setWrong(told)
        show(told)
        throw problem
      }
    })
  }
  const atFields = Object.keys(wrong).length > 0
  return { draft, wrong, change, submit, busy: busy !== null, error: atFields ? undefined : error, atFields }
}

function without(wrong: DraftErrors, fields: DraftField[]): DraftErrors {
  const left = { ...wrong }
  for (const field of fields) delete left[field]
  return left
}

/** Brings the first wrong field into view, clear of the bar at the bottom. */
function show(wrong: DraftErrors): false {
  if (Object.keys(wrong).length > 0)
    requestAnimationFrame(() => {
      const field = document.querySelector<HTMLElement>('.task-part [aria-invalid="true"]')
      field?.focus({ preventScroll: true })
      field?.scrollIntoView({ block: 'center' })
    })
  return false
}

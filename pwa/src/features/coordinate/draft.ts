import { parseAmount } from '../../core/amounts'
import type { Reward, Task } from '../../data/types'
import type { PictogramName } from '../../ui/pictograms'
import { DEFAULT_RADIUS, readSpot, spotText } from './spot'

/** A task while it is being written: everything as it stands in the form. */
export type Draft = {
  title: string
  description: string
  place: string
  picture: string
  budget: string
  kind: Reward['kind']
  amount: string
  /** The act on the neighbourhood's list that it pays for; '' for none. */
  act: string
  maxMinutes: string
  startsAt: string
  endsAt: string
  perPerson: string
  perDay: string
  total: string
  needsApproval: boolean
  /** Paid by the time between check-in and check-out. */
  measured: boolean
  /** Where its posters count, as `52.07050, 5.10230`; '' for everywhere. */
  spot: string
  /** How far around the spot, metres. */
  radius: string
}

export type DraftField = keyof Draft
/** What is wrong with a field, as `coordinate.wrong.…` names it, or a code of the server. */
export type DraftErrors = Partial<Record<DraftField, string>>

export const emptyDraft = (budget = ''): Draft => ({
  title: '',
  description: '',
  place: '',
  picture: 'broom' satisfies PictogramName,
  budget,
  kind: 'fixed',
  amount: '',
  act: '',
  maxMinutes: '',
  startsAt: '',
  endsAt: '',
  perPerson: '',
  perDay: '',
  total: '',
  needsApproval: false,
  measured: false,
  spot: '',
  radius: DEFAULT_RADIUS,
})

/** A task as the form shows it. `decimals` are the currency's. */
export function draftOf(task: Task, decimals: number): Draft {
  const { reward, limits } = task
  return {
    title: task.title,
    description: task.description,
    place: task.place,
    picture: task.picture,
    budget: task.budget_id ?? '',
    kind: reward.kind,
    amount: amountText(reward.amount, decimals),
    act: task.act ?? '',
    maxMinutes: countText(reward.max_minutes),
    startsAt: localText(task.starts_at),
    endsAt: localText(task.ends_at),
    perPerson: countText(limits.per_person),
    perDay: countText(limits.per_day),
    total: countText(limits.total),
    needsApproval: task.needs_approval,
    measured: task.measured,
    spot: task.spot ? spotText(task.spot.latitude, task.spot.longitude) : '',
    radius: task.spot ? String(task.spot.radius) : DEFAULT_RADIUS,
  }
}

/** What has to be mended before it can be sent; empty when nothing. */
export function checkDraft(draft: Draft, decimals: number): DraftErrors {
  const wrong: DraftErrors = {}
  if (draft.title.trim() === '') wrong.title = 'titleMissing'
  if (draft.budget === '') wrong.budget = 'budgetMissing'
  const amount = parseAmount(draft.amount, decimals)
  if (!amount.ok) wrong.amount = amount.reason === 'too_many_decimals' ? 'amountDecimals' : 'amountMissing'
  if (draft.kind === 'per_hour') checkMinutes(draft, wrong)
  for (const field of ['perPerson', 'perDay', 'total'] as const)
    if (draft[field].trim() !== '' && countOf(draft[field]) === null) wrong[field] = 'count'
  if (draft.spot !== '' && !readSpot(draft.spot)) wrong.spot = 'spot'
  if (draft.startsAt && draft.endsAt && draft.endsAt <= draft.startsAt) wrong.endsAt = 'endBeforeStart'
  return wrong
}

const MINUTES_OF_A_DAY = 1440

function checkMinutes({ maxMinutes, needsApproval }: Draft, wrong: DraftErrors): void {
  const minutes = countOf(maxMinutes)
  if (maxMinutes.trim() === '') {
    if (!needsApproval) wrong.maxMinutes = 'minutesMissing'
  } else if (minutes === null || minutes > MINUTES_OF_A_DAY) wrong.maxMinutes = 'minutes'
}

/** The members that the API takes. Call it for a draft that `checkDraft` finds nothing wrong with. */
export function bodyOf(draft: Draft, decimals: number, step: Reward['minute_step'] = null) {
  const amount = parseAmount(draft.amount, decimals)
  const hourly = draft.kind === 'per_hour'
  const reward: Reward = {
    kind: draft.kind,
    amount: amount.ok ? amount.amount : 0,
    max_minutes: hourly ? countOf(draft.maxMinutes) : null,
    minute_step: hourly ? step : null,
  }
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    place: draft.place.trim(),
    picture: draft.picture,
    reward,
    act: hourly || draft.act === '' ? null : draft.act,
    starts_at: instantOf(draft.startsAt),
    ends_at: instantOf(draft.endsAt),
    limits: {
      per_person: countOf(draft.perPerson),
      per_day: countOf(draft.perDay),
      total: countOf(draft.total),
    },
    needs_approval: draft.needsApproval,
    measured: hourly && draft.measured,
    spot: spotOf(draft),
  }
}

export type TaskBody = ReturnType<typeof bodyOf>

/** Only the members that differ: what a reward was stays untouched when nobody touched it. */
export function changesTo(before: TaskBody, after: TaskBody): Partial<TaskBody> {
  const same = (name: keyof TaskBody): boolean => JSON.stringify(before[name]) === JSON.stringify(after[name])
  return Object.fromEntries(
    (Object.keys(after) as (keyof TaskBody)[])
      .filter((name) => !same(name))
      .map((name) => [name, after[name]]),
  )
}

/** Where the server's word about a member belongs in the form. */
const FIELDS: Record<string, DraftField> = {
  'spot.latitude': 'spot',
  'spot.longitude': 'spot',
  'spot.radius': 'spot',
  title: 'title',
  description: 'description',
  place: 'place',
  picture: 'picture',
  budget_id: 'budget',
  'reward.amount': 'amount',
  act: 'act',
  'reward.max_minutes': 'maxMinutes',
  starts_at: 'startsAt',
  ends_at: 'endsAt',
  'limits.per_person': 'perPerson',
  'limits.per_day': 'perDay',
  'limits.total': 'total',
}
const FIELDS_OF_CODES: Record<string, DraftField> = {
  amount_invalid: 'amount',
  reward_printed: 'amount',
  reward_rate_fixed: 'amount',
  reward_not_listed: 'act',
  act_unknown: 'act',
  act_amount: 'act',
  budget_foreign: 'budget',
  max_minutes_required: 'maxMinutes',
  minutes_only_per_hour: 'maxMinutes',
  window_invalid: 'endsAt',
}

/** The server's refusal at the fields that it is about; empty when it is about none of them. */
export function serverErrors(code: string, params: Record<string, unknown>): DraftErrors {
  const wrong: DraftErrors = {}
  for (const { path } of (params.fields ?? []) as { path: string }[]) {
    const field = FIELDS[path]
    if (field) wrong[field] = 'refused'
  }
  const field = FIELDS_OF_CODES[code]
  if (field && Object.keys(wrong).length === 0) wrong[field] = code
  return wrong
}

function countOf(text: string): number | null {
  const count = Number(text.trim())
  return text.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= 1_000_000 ? count : null
}

function spotOf({ spot, radius }: Draft) {
  const place = readSpot(spot)
  return place && { ...place, radius: Number(radius) }
}

const countText = (count: number | null | undefined): string => (count == null ? '' : String(count))

/** Minor units as they are typed in the form. */
export function amountText(minor: number, decimals: number): string {
  const scale = 10 ** decimals
  const fraction = minor % scale
  const whole = String(Math.floor(minor / scale))
  return fraction ? `${whole},${String(fraction).padStart(decimals, '0')}` : whole
}

/** An instant in the form's own notation, this device's time. */
function localText(instant: string | null): string {
  if (!instant) return ''
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const instantOf = (local: string): string | null => (local ? new Date(local).toISOString() : null)

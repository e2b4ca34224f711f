/** Where a chart puts its lines: from 0 to the first round step at or above `max`, in at most `steps` steps of whole units. */
export function ticksTo(max: number, steps = 4): number[] {
  const step = roundStep(Math.max(1, max / steps))
  const count = Math.max(1, Math.ceil(max / step))
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}

/** The next of 1, 2, 2.5, 5 times a power of ten; below ten only whole steps. */
function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted))
  const found = [1, 2, 2.5, 5, 10].find((times) => times * power >= wanted && (times * power) % 1 === 0)
  return (found ?? 10) * power
}

const DAY = 86_400_000

/** A day (YYYY-MM-DD) as a number of days, for distances. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY

export type Point = { day: string; value: number }

/** The value of a line at a day: between its points as the crow flies, flat before and after them. */
export function valueAt(points: Point[], day: string): number {
  const wanted = dayNumber(day)
  const after = points.findIndex((point) => dayNumber(point.day) >= wanted)
  const next = points[after === -1 ? points.length - 1 : after]
  const last = points[after - 1]
  if (!next) return 0
  if (!last || after === -1) return next.value
  const part = (wanted - dayNumber(last.day)) / (dayNumber(next.day) - dayNumber(last.day))
  return Math.round(last.value + part * (next.value - last.value))
}

/** Every how many labels one is drawn, so that each gets `room` pixels. */
export const everyNth = (count: number, width: number, room: number): number =>
  Math.max(1, Math.ceil((count * room) / Math.max(1, width)))

import { t } from '../../i18n'
import { dateSaid } from '../moments'
import { ChartFrame, Grid, toneAt } from './ChartFrame'
import { daySaid, type Measure } from './measure'
import { dayNumber, type Point, ticksTo, valueAt } from './scale'

export type { Point }
export type Series = {
  name: string
  points: Point[]
  /** A plan rather than what happened. */
  dashed?: boolean
  /** Holds its value until the next point, as a balance does. */
  steps?: boolean
}

type Props = {
  title: string
  summary?: string
  /** First and last day, YYYY-MM-DD. */
  from: string
  to: string
  /** Marked with a line when it lies between them. */
  today?: string
  lines: Series[]
  measure: Measure
}

const HEIGHT = 220
const TOP = 22
const INSET = 54
const FLOOR = HEIGHT - 26

/** Lines over days, for instance a plan against what happened. */
export function Line({ title, summary, from, to, today, lines, measure }: Props) {
  const ticks = ticksTo(Math.max(0, ...lines.flatMap(({ points }) => points.map(({ value }) => value))))
  const top = ticks.at(-1) ?? 1
  const y = (value: number): number => FLOOR - (value / top) * (FLOOR - TOP)
  const days = Math.max(1, dayNumber(to) - dayNumber(from))
  const marked = today && today > from && today < to ? today : undefined
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={lines.map(({ name, dashed }, index) => ({ name, tone: toneAt(index), dashed }))}
      height={HEIGHT}
      table={tableOf(lines, measure)}
      draw={(pen) => {
        const x = (day: string): number =>
          pen.mirror(INSET + ((dayNumber(day) - dayNumber(from)) / days) * (pen.width - INSET - 8))
        return (
          <>
            <Grid {...pen} ticks={ticks} short={measure.short} y={y} />
            {marked && <line class="chart-today" x1={x(marked)} x2={x(marked)} y1={TOP - 8} y2={FLOOR} />}
            {lines.map(({ name, points, dashed, steps }, index) => (
              <path
                key={name}
                class={`chart-stroke chart-${toneAt(index)}${dashed ? ' chart-dashed' : ''}`}
                d={pathOf(points, x, y, steps)}
              />
            ))}
            <Ends from={from} to={to} today={marked} x={x} />
          </>
        )
      }}
    />
  )
}

type EndsProps = { from: string; to: string; today: string | undefined; x: (day: string) => number }

/** The words under the axis: both ends, and today where it does not stand in their way. */
function Ends({ from, to, today, x }: EndsProps) {
  const free = (day: string): boolean => Math.abs(x(day) - x(from)) > 110 && Math.abs(x(day) - x(to)) > 110
  return (
    <>
      <text class="chart-words" x={x(from)} y={HEIGHT - 7} text-anchor="start">
        {daySaid(from)}
      </text>
      {today && free(today) && (
        <text class="chart-words" x={x(today)} y={HEIGHT - 7} text-anchor="middle">
          {t('ui.chart.today')}
        </text>
      )}
      <text class="chart-words" x={x(to)} y={HEIGHT - 7} text-anchor="end">
        {daySaid(to)}
      </text>
    </>
  )
}

function pathOf(
  points: Point[],
  x: (day: string) => number,
  y: (value: number) => number,
  steps = false,
): string {
  return points
    .map(({ day, value }, index) => {
      const [across, down] = [x(day).toFixed(1), y(value).toFixed(1)]
      if (index === 0) return `M${across} ${down}`
      return steps ? `H${across}V${down}` : `L${across} ${down}`
    })
    .join('')
}

/** One row for every day on which anything is known; a plan's value is said for each of them. */
function tableOf(lines: Series[], measure: Measure) {
  const days = [...new Set(lines.flatMap(({ points }) => points.map(({ day }) => day)))].sort()
  const cell = ({ points, dashed }: Series, day: string): string => {
    const known = points.findLast((point) => point.day === day)
    if (known) return measure.said(known.value)
    return dashed ? measure.said(valueAt(points, day)) : '–'
  }
  return {
    heads: [t('ui.chart.day'), ...lines.map(({ name }) => name)],
    rows: days.map((day) => [dateSaid(day), ...lines.map((line) => cell(line, day))]),
  }
}

type BurnDownProps = Omit<Props, 'lines'> & {
  /** What there was at the start, planned to be used evenly until the end. */
  total: number
  /** What was left on each day on which it changed, oldest first. */
  left: Point[]
}

/** What is left of a budget against even spending over its period. */
export function BurnDown({ total, left, from, to, ...others }: BurnDownProps) {
  const planned = [
    { day: from, value: total },
    { day: to, value: 0 },
  ]
  const lines: Series[] = [
    { name: t('ui.chart.left'), points: upTo(left, others.today ?? to, to), steps: true },
    { name: t('ui.chart.planned'), points: planned, dashed: true },
  ]
  return <Line {...others} from={from} to={to} lines={lines} />
}

/** The points, and today's with the last known value, so that the line reaches today. */
function upTo(points: Point[], today: string, to: string): Point[] {
  const last = points.at(-1)
  const end = today < to ? today : to
  return last && last.day < end ? [...points, { day: end, value: last.value }] : points
}

import { t } from '../../i18n'
import { ChartFrame, Grid, toneAt } from './ChartFrame'
import { type Measure, monthSaid } from './measure'
import { everyNth, ticksTo } from './scale'

/** One place on the axis: its name in full and short, and a value for each series (minor units, cents, things). */
export type Bar = { name: string; short: string; values: number[] }

/** A month (YYYY-MM) as a place on the axis. */
export const monthBar = (month: string, ...values: number[]): Bar => ({
  name: monthSaid(month, 'full'),
  short: monthSaid(month, 'short'),
  values,
})

type Props = {
  title: string
  summary?: string
  /** What the values are; each has a colour and a column in the table. */
  series: string[]
  bars: Bar[]
  measure: Measure
  /** On top of each other instead of side by side. */
  stacked?: boolean
  /** What the places on the axis are, for the table; months by default. */
  axis?: string
}

const HEIGHT = 208
const TOP = 22
const FLOOR = HEIGHT - 26

/** Bars beside or on top of each other, usually one place for every month. */
export function Bars({ title, summary, series, bars, measure, stacked = false, axis }: Props) {
  const highest = Math.max(0, ...bars.map(({ values }) => (stacked ? sum(values) : Math.max(0, ...values))))
  const ticks = ticksTo(highest)
  const top = ticks.at(-1) ?? 1
  const y = (value: number): number => FLOOR - (value / top) * (FLOOR - TOP)
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={series.map((name, index) => ({ name, tone: toneAt(index) }))}
      height={HEIGHT}
      table={{
        heads: [axis ?? t('ui.chart.month'), ...series],
        rows: bars.map(({ name, values }) => [name, ...values.map(measure.said)]),
      }}
      draw={(pen) => {
        const inset = 54
        const slot = Math.max(2, (pen.width - inset) / Math.max(1, bars.length))
        const across = Math.min(40, slot * 0.68)
        const nth = everyNth(bars.length, pen.width - inset, roomFor(bars))
        return (
          <>
            <Grid {...pen} ticks={ticks} short={measure.short} y={y} />
            {bars.map((bar, place) => {
              const start = inset + place * slot + (slot - across) / 2
              return (
                <g key={bar.name}>
                  {rectangles(bar.values, across, stacked, y).map(({ x, value, ...box }, index) => (
                    <rect
                      key={series[index]}
                      class={`chart-fill chart-${toneAt(index)}`}
                      x={pen.mirror(start + x, box.width)}
                      rx={Math.min(4, box.width / 3)}
                      {...box}
                    >
                      <title>{`${bar.name} · ${series[index]}: ${measure.said(value)}`}</title>
                    </rect>
                  ))}
                  {place % nth === 0 && (
                    <text
                      class="chart-words"
                      x={pen.mirror(start + across / 2)}
                      y={HEIGHT - 7}
                      text-anchor="middle"
                    >
                      {bar.short}
                    </text>
                  )}
                </g>
              )
            })}
          </>
        )
      }}
    />
  )
}

type Box = { x: number; y: number; width: number; height: number; value: number }

/** The rectangles of one place, in pixels from its start; a value that is not zero is always seen. */
function rectangles(values: number[], across: number, stacked: boolean, y: (value: number) => number): Box[] {
  let below = 0
  return values.map((value, index) => {
    const from = stacked ? below : 0
    below += value
    const height = value > 0 ? Math.max(2, y(from) - y(from + value)) : 0
    const width = stacked ? across : Math.max(1, across / values.length - (values.length > 1 ? 2 : 0))
    return { x: stacked ? 0 : index * (across / values.length), y: y(from) - height, width, height, value }
  })
}

/** Pixels that the longest label needs. */
const roomFor = (bars: Bar[]): number => 10 + 8 * Math.max(3, ...bars.map(({ short }) => short.length))

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

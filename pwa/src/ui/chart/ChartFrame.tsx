import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { isRightToLeft, language, t } from '../../i18n'
import { useWidth } from './use-width'
import './chart.css'

/** The colours of a chart, in the order in which series take them. */
export const TONES = ['one', 'two', 'three', 'four', 'rest'] as const
export type Tone = (typeof TONES)[number]
export const toneAt = (index: number): Tone => TONES[Math.min(index, TONES.length - 1)] ?? 'rest'

export type Table = { heads: string[]; rows: string[][] }
type Pen = { width: number; mirror: (x: number, across?: number) => number }

type Props = {
  title: string
  /** What the picture says, in one sentence, for everybody. */
  summary?: string | undefined
  legend?: { name: string; tone: Tone; dashed?: boolean | undefined }[] | undefined
  table: Table
  height: number
  /** Draws into an SVG of this width; `mirror` turns x around where the language runs from right to left. */
  draw: (pen: Pen) => ComponentChildren
}

/**
 * What is common to all charts: a title, a sentence, the picture, and its numbers as a table, which screen readers read
 * always and everybody can open. The picture itself says nothing to a screen reader.
 */
export function ChartFrame({ title, summary, legend = [], table, height, draw }: Props) {
  const { frame, width } = useWidth()
  const backwards = isRightToLeft(language.value)
  const mirror = (x: number, across = 0): number => (backwards ? width - x - across : x)
  return (
    <figure class="chart">
      <figcaption class="chart-title">
        <p class="chart-name">{title}</p>
        {summary && <p class="soft small">{summary}</p>}
      </figcaption>
      {legend.length > 1 && (
        <ul class="chart-legend" aria-hidden="true">
          {legend.map(({ name, tone, dashed }) => (
            <li key={name}>
              <span class={`chart-key chart-${tone}${dashed ? ' chart-key-dashed' : ''}`} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div ref={frame} class="chart-paper" style={{ blockSize: `${height}px` }}>
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true" focusable="false">
            {draw({ width, mirror })}
          </svg>
        )}
      </div>
      <ChartTable title={title} table={table} />
    </figure>
  )
}

function ChartTable({ title, table: { heads, rows } }: { title: string; table: Table }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        class="chart-open no-print"
        aria-pressed={open}
        onClick={() => setOpen((was) => !was)}
      >
        {t('ui.chart.table')}
      </button>
      <div class={open ? 'table-frame chart-table' : 'seen-by-ear'} {...(open && scrollable(title))}>
        <table class="table">
          <caption class="seen-by-ear">{title}</caption>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} scope="col" class={index > 0 ? 'number' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first = '', ...others]) => (
              <tr key={first}>
                <th scope="row">
                  <bdi>{first}</bdi>
                </th>
                {others.map((cell, index) => (
                  <td key={heads[index + 1]} class="number">
                    <bdi>{cell}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** A wide table is scrolled by keyboard only when it can take the focus. */
const scrollable = (title: string) => ({ role: 'region', tabIndex: 0, 'aria-label': title }) as const

type GridProps = Pen & {
  ticks: number[]
  short: (value: number) => string
  /** Where a value stands, pixels from the top. */
  y: (value: number) => number
}

/** The lines across a chart, each with its number above it, at the side where reading starts. */
export function Grid({ ticks, short, y, width, mirror }: GridProps) {
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'chart-floor' : 'chart-line'}
            x1={0}
            x2={width}
            y1={y(tick)}
            y2={y(tick)}
          />
          {tick > 0 && (
            <text class="chart-words" x={mirror(0)} y={y(tick) - 5} text-anchor="start">
              {short(tick)}
            </text>
          )}
        </g>
      ))}
    </>
  )
}

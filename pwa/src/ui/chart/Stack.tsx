import { t } from '../../i18n'
import { type Tone, toneAt } from './ChartFrame'
import { type Measure, shareSaid } from './measure'
import './chart.css'

export type Part = { name: string; value: number; tone?: Tone }

type Props = { title: string; summary?: string; parts: Part[]; measure: Measure }

/** A whole and its parts, for instance where coin is: one bar, and under it what every colour is and how much. */
export function Stack({ title, summary, parts, measure }: Props) {
  const whole = parts.reduce((total, { value }) => total + Math.max(0, value), 0)
  const tones = parts.map(({ tone }, index) => tone ?? toneAt(index))
  return (
    <figure class="chart">
      <figcaption class="chart-title">
        <p class="chart-name">{title}</p>
        {summary && <p class="soft small">{summary}</p>}
      </figcaption>
      <div class="stack-bar" aria-hidden="true">
        {parts.map(
          ({ name, value }, index) =>
            value > 0 && (
              <span
                key={name}
                class={`stack-part chart-${tones[index]}`}
                style={{ flexGrow: value }}
                title={`${name}: ${measure.said(value)}`}
              />
            ),
        )}
      </div>
      <table class="stack-table">
        <caption class="seen-by-ear">{title}</caption>
        <thead class="seen-by-ear">
          <tr>
            <th scope="col">{t('ui.chart.part')}</th>
            <th scope="col">{t('ui.chart.amount')}</th>
            <th scope="col">{t('ui.chart.share')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, value }, index) => (
            <tr key={name}>
              <th scope="row">
                <span class="stack-name">
                  <span class={`chart-key chart-${tones[index]}`} />
                  <bdi>{name}</bdi>
                </span>
              </th>
              <td>
                <bdi>{measure.said(value)}</bdi>
              </td>
              <td class="soft">{shareSaid(value, whole)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

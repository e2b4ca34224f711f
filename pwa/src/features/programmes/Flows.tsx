import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Programme, ProgrammeFigures } from '../../data/types'
import { hasMessage, t } from '../../i18n'
import { Bars, monthBar } from '../../ui/chart/Bars'
import { coins } from '../../ui/chart/measure'
import { Stack } from '../../ui/chart/Stack'
import { Card } from '../../ui/List'
import { dateSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { digits } from './said'

/** More parts than this would be a rainbow; the smallest are put together. */
const MOST_PARTS = 5

/** Where the coin of a programme was earned and spent, as totals that name nobody. */
export function Flows({ programme, unit }: { programme: Programme; unit: Unit }) {
  const path = `/programmes/${programme.id}/figures`
  const found = useResource(path, (abort) => api.get<ProgrammeFigures>(path, abort))
  const figures = found.data
  if (!figures?.until) return null
  const { months, work, shops, until } = figures
  return (
    <>
      <Card>
        <h2 class="seen-by-ear">{t('programmes.flows.title')}</h2>
        <Bars
          title={t('programmes.flows.title')}
          summary={t('programmes.flows.until', { date: dateSaid(until) })}
          series={[t('programmes.flows.earned'), t('programmes.flows.spent')]}
          measure={coins(unit)}
          bars={months.map(({ last, earned, spent }) => monthBar(last, earned, spent))}
        />
      </Card>
      <div class="programme-top">
        <Parts title={t('programmes.flows.work')} groups={work} unit={unit} said={workSaid} />
        <Parts title={t('programmes.flows.shops')} groups={shops} unit={unit} said={shopSaid} />
      </div>
    </>
  )
}

type Group = ProgrammeFigures['work'][number]
type PartsProps = { title: string; groups: Group[]; unit: Unit; said: (name: string | null) => string }

function Parts({ title, groups, unit, said }: PartsProps) {
  if (groups.length === 0) return null
  const shown = groups.filter(({ name }) => name !== null).slice(0, MOST_PARTS - 1)
  const rest = groups
    .filter((group) => !shown.includes(group))
    .reduce((total, { amount }) => total + amount, 0)
  const parts = shown.map(({ name, amount }) => ({ name: said(name), value: amount }))
  return (
    <Card>
      <h2 class="seen-by-ear">{title}</h2>
      <Stack
        title={title}
        parts={rest > 0 ? [...parts, { name: t('programmes.flows.other'), value: rest }] : parts}
        measure={digits(unit)}
      />
    </Card>
  )
}

/** A kind of work by the name of its picture; what was given without work by its own name. */
function workSaid(name: string | null): string {
  const key = `coordinate.picture.${name}`
  return hasMessage(key) ? t(key) : t('programmes.flows.otherWork')
}

const shopSaid = (name: string | null): string => name || t('programmes.flows.noCategory')

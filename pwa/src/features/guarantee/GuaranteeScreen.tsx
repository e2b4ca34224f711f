import { useState } from 'preact/hooks'
import type { Conflict, Guarantee } from '../../data/api-types'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { usePages } from '../../data/pages'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Debts } from './Debts'
import { MoveSheet } from './MoveSheet'
import { WaiveSheet } from './WaiveSheet'

type Page = { conflicts: Conflict[]; next: string | null }

/** What stands behind payments without a network: what is in it, what it lost, and who still owes it. */
export default function GuaranteeScreen({ params }: ScreenProps) {
  const where = params.community ?? ''
  const worn = deskHat(where)
  const unit = worn?.community.currency
  const path = `/communities/${where}/guarantee`
  const found = useResource(path, (abort) => api.get<Guarantee>(path, abort))
  const debts = usePages(`/communities/${where}/offline-conflicts`, (page: Page) => page.conflicts)
  const [moving, setMoving] = useState<'in' | 'out' | null>(null)
  const [waiving, setWaiving] = useState<Conflict | null>(null)
  const [done, setDone] = useState('')
  const mayMove = worn?.kind === 'issuer'
  const changed = (words: string): void => {
    setMoving(null)
    setWaiving(null)
    setDone(words)
    void found.reload()
    void debts.reload()
  }
  return (
    <Screen title={t('guarantee.title')} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {(data) =>
          unit && (
            <div class="columns">
              <Standing data={data} unit={unit} onMove={mayMove ? setMoving : undefined} />
              <Borne data={data} unit={unit} where={where} />
              <Debts of={debts} unit={unit} onWaive={mayMove ? setWaiving : undefined} />
              <Moves data={data} unit={unit} />
            </div>
          )
        }
      </Loaded>
      {unit && (
        <>
          <MoveSheet
            way={moving}
            communityId={where}
            unit={unit}
            onClose={() => setMoving(null)}
            onDone={changed}
          />
          <WaiveSheet conflict={waiving} unit={unit} onClose={() => setWaiving(null)} onDone={changed} />
        </>
      )}
    </Screen>
  )
}

type Part = { data: Guarantee; unit: Unit }

function Standing({ data, unit, onMove }: Part & { onMove: ((way: 'in' | 'out') => void) | undefined }) {
  const { balance, at_stake, certificates } = data
  return (
    <section class="card stack">
      <p class="soft">{t('guarantee.now')}</p>
      <Amount value={balance} unit={unit} />
      <p>{t('guarantee.stake', { amount: formatCoins(at_stake, unit), count: certificates })}</p>
      {balance < at_stake && (
        <Notice kind="warning" title={t('guarantee.low')} next={t('guarantee.lowNext')} />
      )}
      {onMove && <Button onClick={() => onMove('in')}>{t('guarantee.fill')}</Button>}
      {onMove && balance > 0 && (
        <Button look="quiet" onClick={() => onMove('out')}>
          {t('guarantee.take')}
        </Button>
      )}
    </section>
  )
}

function Borne({ data, unit, where }: Part & { where: string }) {
  const facts = ['covered', 'repaid', 'owed', 'gone', 'lost_by_shops'] as const
  return (
    <Card title={t('guarantee.borne')}>
      <List label={t('guarantee.borne')}>
        {facts.map((fact) => (
          <Row
            key={fact}
            title={t(`guarantee.fact.${fact}`)}
            end={<Amount value={data[fact]} unit={unit} size="row" bare />}
          />
        ))}
        <Row title={t('guarantee.all')} href={`/offline/in/${where}`} />
      </List>
    </Card>
  )
}

function Moves({ data, unit }: Part) {
  if (data.moves.length === 0) return null
  return (
    <Card title={t('guarantee.moves')}>
      <List label={t('guarantee.moves')}>
        {data.moves.map(({ id, amount, why, by_name, at }) => (
          <Row
            key={id}
            title={why}
            text={t('guarantee.by', { name: by_name, when: dateSaid(at.slice(0, 10)) })}
            end={<Amount value={amount} unit={unit} size="row" bare />}
          />
        ))}
      </List>
    </Card>
  )
}

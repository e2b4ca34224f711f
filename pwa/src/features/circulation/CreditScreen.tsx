import { useState } from 'preact/hooks'
import type { Credit } from '../../data/api-types'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Meter } from '../../ui/chart/Meter'
import { coins } from '../../ui/chart/measure'
import { countsChanged } from '../../ui/entries/entry'
import { Loaded } from '../../ui/Loaded'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Lines, Loans } from './CreditLists'
import { CreditSheet } from './CreditSheet'
import { Waiting } from './Waiting'
import './circulation.css'

/** Credit of the neighbourhood: what waits for a second issuer, who owes what, and loans. */
export default function CreditScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const unit = worn?.community.currency
  const path = `/communities/${communityId}/credit`
  const found = useResource(path, (abort) => api.get<Credit>(path, abort))
  const [giving, setGiving] = useState<'line' | 'loan' | null>(null)
  const [done, setDone] = useState('')
  const finish = (words: string): void => {
    setDone(words)
    countsChanged()
    void found.reload()
  }
  const isIssuer = worn?.kind === 'issuer'
  return (
    <Screen title={t('circulation.credit.title')} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {(data) =>
          unit && (
            <>
              <Waiting found={data} unit={unit} mayDecide={isIssuer} onDecided={finish} />
              <Used found={data} unit={unit} onGive={isIssuer ? setGiving : undefined} />
              <div class="columns">
                <Lines
                  lines={data.lines}
                  unit={unit}
                  mayFreeze={isIssuer}
                  onChanged={() => void found.reload()}
                />
                <Loans loans={data.loans.filter(({ status }) => status !== 'asked')} unit={unit} />
              </div>
            </>
          )
        }
      </Loaded>
      {unit && (
        <CreditSheet
          kind={giving}
          communityId={communityId}
          unit={unit}
          onClose={() => setGiving(null)}
          onDone={finish}
        />
      )}
    </Screen>
  )
}

type UsedProps = {
  found: Credit
  unit: Unit
  onGive: ((kind: 'line' | 'loan') => void) | undefined
}

function Used({ found: { granted, owed, member_line, shop_line }, unit, onGive }: UsedProps) {
  const member = formatCoins(member_line, unit)
  const shop = formatCoins(shop_line, unit)
  return (
    <section class="card stack">
      {granted > 0 && (
        <Meter
          label={t('circulation.credit.owed')}
          value={owed}
          max={granted}
          measure={coins(unit)}
          near={1}
        />
      )}
      <p class="soft">{t('circulation.credit.usual', { member, shop })}</p>
      {onGive && (
        <div class="circulation-ways">
          <Button look="quiet" icon="plus" fit onClick={() => onGive('line')}>
            {t('circulation.credit.newLine')}
          </Button>
          <Button look="quiet" icon="plus" fit onClick={() => onGive('loan')}>
            {t('circulation.credit.newLoan')}
          </Button>
        </div>
      )}
    </section>
  )
}

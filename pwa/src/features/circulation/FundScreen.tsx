import { useState } from 'preact/hooks'
import type { Circulation, Netting } from '../../data/api-types'
import { api } from '../../data/client'
import { deskHat } from '../../data/desk-hat'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { formatEuro } from '../../ui/euro'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import { formatCoins, type Unit } from '../../ui/money'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { FillSheet } from './FillSheet'
import { Offices } from './Offices'
import './circulation.css'

/** What the neighbourhood holds together, who sells its coin, and what other neighbourhoods paid. */
export default function FundScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const worn = deskHat(communityId)
  const unit = worn?.community.currency
  const path = `/communities/${communityId}/circulation`
  const found = useResource(path, (abort) => api.get<Circulation>(path, abort))
  const [filling, setFilling] = useState(false)
  const [done, setDone] = useState('')
  const finish = (words: string): void => {
    setDone(words)
    void found.reload()
  }
  return (
    <Screen title={t('circulation.fund.title')} back="/desk" wide>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={found}>
        {(data) =>
          unit && (
            <div class="columns">
              <section class="card stack">
                <p class="soft">{t('circulation.fund.now')}</p>
                <Amount value={data.fund} unit={unit} />
                <p>{t('circulation.fund.text')}</p>
                {data.gifts_owed > 0 && (
                  <p>{t('circulation.fund.owed', { amount: formatCoins(data.gifts_owed, unit) })}</p>
                )}
                {worn.kind === 'issuer' && (
                  <Button onClick={() => setFilling(true)}>{t('circulation.fund.fill')}</Button>
                )}
              </section>
              <Offices
                communityId={communityId}
                offices={data.offices}
                mayName={worn.kind === 'treasurer'}
                onChanged={() => void found.reload()}
              />
              {data.nettings.length > 0 && <Neighbours nettings={data.nettings} unit={unit} />}
            </div>
          )
        }
      </Loaded>
      {unit && (
        <FillSheet
          open={filling}
          communityId={communityId}
          unit={unit}
          onClose={() => setFilling(false)}
          onDone={finish}
        />
      )}
    </Screen>
  )
}

function Neighbours({ nettings, unit }: { nettings: Netting[]; unit: Unit }) {
  return (
    <Card title={t('circulation.fund.neighbours')}>
      <List label={t('circulation.fund.neighbours')}>
        {nettings.map(({ month, payer, payee, amount, cents, status }) => (
          <Row
            key={`${month} ${payer} ${payee}`}
            title={t('circulation.fund.settled', { payer, payee })}
            text={status === 'short' ? t('circulation.fund.short') : dateSaid(month)}
            end={
              <span class="circulation-end">
                <strong>{formatCoins(amount, unit)}</strong>
                {cents > 0 && (
                  <span class="soft small" dir="ltr">
                    {formatEuro(cents)}
                  </span>
                )}
              </span>
            }
          />
        ))}
      </List>
    </Card>
  )
}

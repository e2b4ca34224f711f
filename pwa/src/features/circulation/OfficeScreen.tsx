import { useState } from 'preact/hooks'
import { community } from '../../data/session'
import { t } from '../../i18n'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { hatAt } from './place'
import { SaleForm } from './SaleForm'
import './circulation.css'

/** The desk of an exchange office: a shop that sells coin for the neighbourhood. */
export default function OfficeScreen({ params }: ScreenProps) {
  const officeId = params.org ?? ''
  const worn = hatAt(officeId)
  const [done, setDone] = useState('')
  const [count, setCount] = useState(0)
  const terms = community.value?.settings?.sales
  return (
    <Screen title={t('circulation.sales.title')} back={`/trade/${officeId}`}>
      {done && <Notice kind="success" title={done} />}
      {worn && terms && (
        <SaleForm
          key={count}
          communityId={worn.community.id}
          officeId={officeId}
          unit={worn.community.currency}
          terms={terms}
          onDone={(words) => {
            setDone(words)
            setCount(count + 1)
          }}
        />
      )}
    </Screen>
  )
}

import { useState } from 'preact/hooks'
import type { Belongings, BlockedByCode } from '../../../data/api-types'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { me } from '../../../data/session'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Field } from '../../../ui/Field'
import { Icon } from '../../../ui/Icon'
import { List, Row } from '../../../ui/List'
import { Screen } from '../../../ui/Screen'
import { Choose } from './Choose'
import { Stopped } from './Stopped'
import '../identity.css'

type Step =
  | { at: 'code' }
  | { at: 'choose'; code: string; found: Belongings }
  | { at: 'done'; done: BlockedByCode }

/** A phone was lost or stolen: what stops it at once, also for who is signed in nowhere. */
export default function LostScreen() {
  const [step, setStep] = useState<Step>({ at: 'code' })
  if (step.at === 'done') return <Stopped done={step.done} />
  if (step.at === 'choose')
    return (
      <Choose
        code={step.code}
        found={step.found}
        onBack={() => setStep({ at: 'code' })}
        onDone={(done) => setStep({ at: 'done', done })}
      />
    )
  return (
    <Screen title={t('rescue.lost.title')} back={me.value ? '/me' : '/sign-in'}>
      <p>{t('rescue.lost.lead')}</p>
      <Code onFound={(code, found) => setStep({ at: 'choose', code, found })} />
      <OtherWays />
    </Screen>
  )
}

function Code({ onFound }: { onFound: (code: string, found: Belongings) => void }) {
  const { busy, error, run } = useDoing()
  const [code, setCode] = useState('')
  const look = (event: Event): void => {
    event.preventDefault()
    const typed = code.trim()
    const ask = async (): Promise<void> =>
      onFound(typed, await api.post<Belongings>('/lost/look', { code: typed }))
    if (typed) void run('look', ask)
  }
  return (
    <form class="stack" onSubmit={look}>
      <Field
        label={t('rescue.lost.code')}
        hint={t('rescue.lost.codeHint')}
        value={code}
        onInput={setCode}
        autoComplete="off"
        maxLength={64}
        code
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null} disabled={code.trim() === ''}>
        {t('rescue.lost.look')}
      </Button>
    </form>
  )
}

function OtherWays() {
  return (
    <section class="stack-tight">
      <h2>{t('rescue.lost.other')}</h2>
      <List label={t('rescue.lost.other')}>
        <Row
          href="/me/devices"
          start={<Icon name="phone" />}
          title={t('rescue.lost.elsewhere')}
          text={t('rescue.lost.elsewhereText')}
        />
        <Row
          start={<Icon name="heart" />}
          title={t('rescue.lost.helper')}
          text={t('rescue.lost.helperText')}
        />
        <Row
          start={<Icon name="people" />}
          title={t('rescue.lost.person')}
          text={t('rescue.lost.personText')}
        />
        <Row
          href="/lost/stop"
          start={<Icon name="warning" />}
          title={t('rescue.stop.row')}
          text={t('rescue.stop.rowText')}
        />
      </List>
    </section>
  )
}

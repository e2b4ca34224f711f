import { useState } from 'preact/hooks'
import type { OpenedRecovery, Recovery } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { hat, homeOf } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Toggle } from '../../ui/Field'
import { Card } from '../../ui/List'
import { momentSaid, timeSaid, whenSaid } from '../../ui/moments'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ShareLink } from '../../ui/ShareLink'
import './rescue.css'

type Step =
  | { at: 'slip' }
  | { at: 'look'; slip: string; found: Recovery }
  | { at: 'open'; opened: OpenedRecovery }

/** The second person's part: the slip, who it is, and the link for the new phone. */
export default function BackInScreen({ params }: ScreenProps) {
  const [step, setStep] = useState<Step>({ at: 'slip' })
  const home = homeOf(hat.value)
  if (step.at === 'open') return <Opened opened={step.opened} home={home} />
  return (
    <Screen title={t('rescue.back.title')} back={home}>
      <p>{t('rescue.back.lead')}</p>
      {step.at === 'slip' ? (
        <Slip
          path={`/communities/${params.community}/recoveries/look`}
          onFound={(slip, found) => setStep({ at: 'look', slip, found })}
        />
      ) : (
        <Agree slip={step.slip} found={step.found} onOpened={(opened) => setStep({ at: 'open', opened })} />
      )}
    </Screen>
  )
}

type SlipProps = { path: string; onFound: (slip: string, found: Recovery) => void }

function Slip({ path, onFound }: SlipProps) {
  const [slip, setSlip] = useState('')
  const { busy, error, run } = useDoing()
  const look = (event: Event): void => {
    event.preventDefault()
    const typed = slip.trim()
    if (typed) void run('look', async () => onFound(typed, await api.post<Recovery>(path, { slip: typed })))
  }
  return (
    <form class="stack" onSubmit={look}>
      <Field
        label={t('rescue.back.slip')}
        hint={t('rescue.back.slipHint')}
        value={slip}
        onInput={setSlip}
        autoComplete="off"
        maxLength={20}
        code
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" icon="search" busy={busy !== null} disabled={!slip.trim()}>
        {t('rescue.back.look')}
      </Button>
    </form>
  )
}

type AgreeProps = { slip: string; found: Recovery; onOpened: (opened: OpenedRecovery) => void }

function Agree({ slip, found, onOpened }: AgreeProps) {
  const [sure, setSure] = useState(false)
  const { busy, error, run } = useDoing()
  const agree = (): void =>
    void run('agree', async () =>
      onOpened(await api.post<OpenedRecovery>(`/recoveries/${found.id}/agree`, { slip })),
    )
  return (
    <div class="stack">
      <Card title={t('rescue.back.who', { name: found.person_name })}>
        <p>
          {t('rescue.back.begun', {
            name: found.started_by_name,
            organisation: found.organisation.name,
            when: whenSaid(found.started_at),
          })}
        </p>
        <p class="strong">{t('rescue.back.reason')}</p>
        <p>
          <bdi>{found.reason}</bdi>
        </p>
      </Card>
      <Toggle label={t('rescue.back.sure')} checked={sure} onChange={setSure} />
      {error?.code === 'recovery_waits' && (
        <Notice kind="warning" title={t('rescue.back.notYet', { when: momentSaid(found.opens_at) })} />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button icon="key" busy={busy !== null} disabled={!sure} onClick={agree}>
        {t('rescue.back.agree')}
      </Button>
    </div>
  )
}

function Opened({ opened, home }: { opened: OpenedRecovery; home: string }) {
  const name = opened.recovery.person_name
  return (
    <Screen
      title={t('rescue.back.open', { name })}
      action={
        <Button look="quiet" href={home}>
          {t('rescue.back.done')}
        </Button>
      }
    >
      <p>{t('rescue.back.openText', { when: timeSaid(opened.expires_at) })}</p>
      <ShareLink url={opened.url} title={t('rescue.recover.title')} />
    </Screen>
  )
}

import { useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import { readShown, sayTaken } from '../../data/offline/shown'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { KeptScreen } from '../../ui/KeptScreen'
import { whenSaid } from '../../ui/moments'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import './pay.css'

/** A code that was shown without a network and nobody said what became of it: did the shop accept it? */
export default function ShownScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const [taken, setTaken] = useState(false)
  const { busy, run } = useDoing()
  const found = useResource(id, async () => (await readShown(id)) ?? null)
  const item = found.data
  const unit = hat.value?.community.currency
  if (item === undefined || !unit)
    return <Screen title={t('pay.kept.asked')}>{<Skeleton shape="amount" />}</Screen>
  if (item === null)
    return (
      <Screen title={t('pay.kept.asked')} quietTitle back="/outbox">
        <EmptyState picture="gate" text={t('pay.kept.gone')} action={t('pay.leave')} href="/home" />
      </Screen>
    )
  const home = (): void => navigate('/home', { replace: true })
  if (taken || item.status === 'waiting')
    return (
      <KeptScreen
        amount={item.body.amount}
        unit={unit}
        text={t('pay.kept.text')}
        onDone={home}
        doneLabel={t('pay.leave')}
      />
    )
  const say = (yes: boolean): void =>
    void run(yes ? 'yes' : 'no', async () => {
      await sayTaken(item, yes)
      if (yes) setTaken(true)
      else home()
    })
  const action = (
    <>
      <Button busy={busy === 'yes'} onClick={() => say(true)}>
        {t('pay.tookIt')}
      </Button>
      <Button look="quiet" busy={busy === 'no'} onClick={() => say(false)}>
        {t('pay.notTaken')}
      </Button>
    </>
  )
  return (
    <Screen title={t('pay.kept.asked')} back="/outbox" action={action}>
      <Amount value={item.body.amount} unit={unit} />
      <p class="centre">{t('pay.kept.askedText', { when: whenSaid(item.madeAt) })}</p>
    </Screen>
  )
}

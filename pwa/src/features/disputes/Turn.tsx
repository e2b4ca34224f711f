import { useState } from 'preact/hooks'
import type { DisputeWithSteps } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Card } from '../../ui/List'
import { formatCoins, type Unit } from '../../ui/money'
import { Sheet } from '../../ui/Sheet'
import { amountOf, HowMuch, type Part } from './HowMuch'

type Props = { dispute: DisputeWithSteps; unit: Unit; onDone: () => void }

/** What the person can do now: answer, decide, agree, ask the neighbourhood, or let it be. */
export function Turn({ dispute, unit, onDone }: Props) {
  const may = new Set(dispute.may)
  if (may.has('answer')) return <Judge word="answer" dispute={dispute} unit={unit} onDone={onDone} />
  if (may.has('decide')) return <Judge word="decide" dispute={dispute} unit={unit} onDone={onDone} />
  return (
    <>
      {may.has('accept') && <AcceptOrAsk dispute={dispute} onDone={onDone} />}
      {may.has('withdraw') && <Withdraw dispute={dispute} onDone={onDone} />}
    </>
  )
}

/** The shop's answer and the neighbourhood's decision: how much goes back, and words. */
function Judge({ word, dispute, unit, onDone }: Props & { word: 'answer' | 'decide' }) {
  const most = Math.min(word === 'answer' ? dispute.amount : dispute.payment.left, dispute.payment.left)
  const [part, setPart] = useState<Part>({ part: 'nothing', typed: '' })
  const [words, setWords] = useState('')
  const [shown, setShown] = useState(false)
  const { busy, error, run } = useDoing()
  const refund = amountOf(part, most, unit)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setShown(true)
    if (refund === null || !words.trim()) return
    const body = { words: words.trim(), refund }
    if (await run(word, () => api.post(`/disputes/${dispute.id}/${word}`, body))) onDone()
  }
  return (
    <Card title={t(`disputes.${word}.title`)}>
      <form class="stack" onSubmit={(event) => void send(event)} noValidate>
        <HowMuch
          label={t(`disputes.${word}.howMuch`)}
          value={part}
          most={most}
          unit={unit}
          nothing
          wrong={shown && refund === null}
          onChange={setPart}
        />
        <Field
          label={t(`disputes.${word}.words`)}
          hint={t(`disputes.${word}.wordsHint`)}
          value={words}
          onInput={setWords}
          rows={3}
          maxLength={500}
          error={shown && !words.trim() ? t('disputes.wordsMissing') : undefined}
        />
        {error && <ErrorNotice trouble={error} />}
        <Button type="submit" busy={busy !== null}>
          {refund
            ? t(`disputes.${word}.sendBack`, { amount: formatCoins(refund, unit) })
            : t(`disputes.${word}.send`)}
        </Button>
      </form>
    </Card>
  )
}

type OwnProps = Omit<Props, 'unit'>

function AcceptOrAsk({ dispute, onDone }: OwnProps) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const accept = async (): Promise<void> => {
    if (await run('accept', () => api.post(`/disputes/${dispute.id}/accept`))) onDone()
  }
  return (
    <div class="stack-tight">
      {error && <ErrorNotice trouble={error} />}
      <Button busy={busy !== null} onClick={() => void accept()}>
        {t('disputes.accept')}
      </Button>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('disputes.ask.open')}
      </Button>
      <Ask dispute={dispute} open={asking} onClose={() => setAsking(false)} onDone={onDone} />
    </div>
  )
}

function Ask({ dispute, open, onClose, onDone }: OwnProps & { open: boolean; onClose: () => void }) {
  const [words, setWords] = useState('')
  const [shown, setShown] = useState(false)
  const { busy, error, run } = useDoing()
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setShown(true)
    if (!words.trim()) return
    if (!(await run('ask', () => api.post(`/disputes/${dispute.id}/ask`, { words: words.trim() })))) return
    onClose()
    onDone()
  }
  return (
    <Sheet open={open} title={t('disputes.ask.title')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)} noValidate>
        <Field
          label={t('disputes.ask.words')}
          hint={t('disputes.ask.wordsHint')}
          value={words}
          onInput={setWords}
          rows={3}
          maxLength={500}
          error={shown && !words.trim() ? t('disputes.wordsMissing') : undefined}
        />
        {error && <ErrorNotice trouble={error} />}
        <Button type="submit" busy={busy !== null}>
          {t('disputes.ask.send')}
        </Button>
      </form>
    </Sheet>
  )
}

function Withdraw({ dispute, onDone }: OwnProps) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useDoing()
  const withdraw = async (): Promise<void> => {
    if (!(await run('withdraw', () => api.post(`/disputes/${dispute.id}/withdraw`)))) return
    setAsking(false)
    onDone()
  }
  return (
    <>
      <Button look="plain" onClick={() => setAsking(true)}>
        {t('disputes.withdraw.open')}
      </Button>
      <Confirm
        open={asking}
        title={t('disputes.withdraw.title')}
        text={t('disputes.withdraw.text')}
        action={t('disputes.withdraw.open')}
        busy={busy !== null}
        trouble={error}
        onConfirm={() => void withdraw()}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { type MessageKey, t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { wantsLessMotion } from '../../../ui/preferences'
import type { Phones } from './phones'

/** Which two phones are held together now. */
export type Meeting = 'poster' | 'counter'
type Result = { said: MessageKey; good: boolean }

/** How long a phone moves towards another, milliseconds. */
const REACH = 450

type Props = { phones: Phones; onMeet: (meeting: Meeting | null) => void }

/** The loop in four steps; two of them hold one phone before another. */
export function Guide({ phones, onMeet }: Props) {
  const [busy, setBusy] = useState<Meeting | null>(null)
  const [result, setResult] = useState<Result>()
  const meet = async (meeting: Meeting): Promise<void> => {
    if (busy) return
    setBusy(meeting)
    setResult(undefined)
    onMeet(meeting)
    await new Promise((there) => setTimeout(there, wantsLessMotion() ? 0 : REACH))
    const said = await (meeting === 'poster' ? holdBeforePoster(phones) : holdToCounter(phones))
    setResult({ said, good: said.endsWith('.read') })
    onMeet(null)
    setBusy(null)
  }
  const button = (meeting: Meeting): ComponentChildren => (
    <Button busy={busy === meeting} onClick={() => void meet(meeting)}>
      {t(`start.try.${meeting}.hold`)}
    </Button>
  )
  return (
    <>
      <ol class="guide">
        <Step number={1} text={t('start.try.one')} />
        <Step number={2} text={t('start.try.two')}>
          {button('poster')}
        </Step>
        <Step number={3} text={t('start.try.three')} />
        <Step number={4} text={t('start.try.four')}>
          {button('counter')}
        </Step>
      </ol>
      <p class={result?.good ? 'guide-result' : 'guide-result guide-trouble'} role="status">
        {result && t(result.said)}
      </p>
    </>
  )
}

function Step({ number, text, children }: { number: number; text: string; children?: ComponentChildren }) {
  return (
    <li class="guide-step">
      <span class="guide-number" aria-hidden="true">
        {number}
      </span>
      <p class="guide-words">{text}</p>
      {children && <div class="guide-act">{children}</div>}
    </li>
  )
}

/** The coordinator's poster, seen by the resident's scanner. */
async function holdBeforePoster(phones: Phones): Promise<MessageKey> {
  const shown = await phones.show('coordinator', 'poster')
  if (!shown) return 'start.try.silent'
  if (shown.outcome === 'nothing') return 'start.try.poster.nothing'
  const read = await phones.read('resident', 'scanner', shown.frame)
  return read ? `start.try.poster.${read.outcome}` : 'start.try.silent'
}

/** The resident's code, seen by the till's scanner. */
async function holdToCounter(phones: Phones): Promise<MessageKey> {
  const shown = await phones.show('resident', 'code')
  if (!shown) return 'start.try.silent'
  if (shown.outcome === 'nothing') return 'start.try.counter.nothing'
  const read = await phones.read('shop', 'counter', shown.frame)
  return read ? `start.try.counter.${read.outcome}` : 'start.try.silent'
}

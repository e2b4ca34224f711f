import { useState } from 'preact/hooks'
import type { SettlementLine, SettlementWithLines } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { countsChanged } from '../../ui/entries/entry'
import { formatEuro } from '../../ui/euro'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'

/** What a treasurer does with a settlement that is gathered. */
export type Deed =
  | { kind: 'check' | 'release' | 'refuse' | 'dissolve' }
  | { kind: 'take-out'; line: SettlementLine }

type Props = {
  deed: Deed | null
  of: SettlementWithLines
  onClose: () => void
  onDone: (words: string) => void
}

/** Asks once more before each deed; the server asks for the passkey. */
export function SettlementDeeds({ deed, of: one, onClose, onDone }: Props) {
  const { busy, error, run } = useDoing()
  const go = async (body: unknown = {}): Promise<void> => {
    if (!deed) return
    const send = (): Promise<unknown> => api.post(`/settlements/${one.id}/${deed.kind}`, body)
    if (!(await run(deed.kind, send))) return
    const words = deed.kind === 'release' ? t('redeem.settle.released') : ''
    if (words) announce(words)
    countsChanged()
    onClose()
    onDone(words)
  }
  if (deed?.kind === 'refuse')
    return <Refusal busy={busy !== null} error={error} onSend={(why) => void go({ why })} onClose={onClose} />
  const name = deed?.kind === 'take-out' ? deed.line.organisation.name : ''
  const { title, text, action } = wordsOf(deed?.kind ?? 'check', formatEuro(one.euro_cents), name)
  return (
    <Confirm
      open={deed !== null}
      title={title}
      text={text}
      action={action}
      harmless={deed?.kind === 'check' || deed?.kind === 'release'}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void go(deed?.kind === 'take-out' ? { redemption_id: deed.line.redemption_id } : {})}
      onClose={onClose}
    />
  )
}

type Words = { title: string; text: string; action: string }

function wordsOf(kind: Exclude<Deed['kind'], 'refuse'>, euro: string, name: string): Words {
  if (kind === 'release')
    return {
      title: t('redeem.settle.releaseTitle', { euro }),
      text: t('redeem.settle.releaseText'),
      action: t('redeem.settle.release'),
    }
  if (kind === 'take-out')
    return {
      title: t('redeem.settle.takeOutOf', { name }),
      text: t('redeem.settle.takeOutText', { name }),
      action: t('redeem.settle.takeOut'),
    }
  if (kind === 'dissolve')
    return {
      title: t('redeem.settle.dissolveTitle'),
      text: t('redeem.settle.dissolveText'),
      action: t('redeem.settle.dissolve'),
    }
  return {
    title: t('redeem.settle.check'),
    text: t('redeem.settle.unchecked'),
    action: t('redeem.settle.check'),
  }
}

type RefusalProps = {
  busy: boolean
  error: ReturnType<typeof useDoing>['error']
  onSend: (why: string) => void
  onClose: () => void
}

function Refusal({ busy, error, onSend, onClose }: RefusalProps) {
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (why.trim()) onSend(why.trim())
  }
  return (
    <Sheet open title={t('redeem.settle.refuseTitle')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={send}>
        <Field
          label={t('redeem.settle.refuseWhy')}
          value={why}
          onInput={setWhy}
          maxLength={500}
          rows={3}
          error={asked && !why.trim() ? t('redeem.settle.refuseMissing') : undefined}
        />
        {error && <ErrorNotice trouble={error} />}
        <Button type="submit" busy={busy}>
          {t('redeem.settle.refuseSend')}
        </Button>
      </form>
    </Sheet>
  )
}

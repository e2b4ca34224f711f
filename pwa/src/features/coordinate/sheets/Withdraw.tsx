import { useEffect, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { sendOnce } from '../../../data/pending'
import { t } from '../../../i18n'
import { announce } from '../../../ui/announce'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Field } from '../../../ui/Field'
import { Sheet } from '../../../ui/Sheet'
import { type AnySheet, countOf, pathOf, type SheetKind } from './sheet'

type Range = { first: number; last: number }
type Props = {
  kind: SheetKind
  sheet: AnySheet
  range: Range | null
  onClose: () => void
  onDone: () => void
}

/** Withdraws a whole sheet, a range of numbers or a single one; the coin of notes goes back. */
export function Withdraw({ range, onClose, ...rest }: Props) {
  return (
    <Sheet open={range !== null} title={t('sheets.withdraw.title')} onClose={onClose}>
      {range && <Form range={range} {...rest} />}
    </Sheet>
  )
}

function Form({ kind, sheet, range, onDone }: Omit<Props, 'onClose' | 'range'> & { range: Range }) {
  const [first, setFirst] = useState(String(range.first))
  const [last, setLast] = useState(String(range.last))
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  useEffect(() => setAsked(false), [first, last])
  const from = countOf(first, sheet.count)
  const to = countOf(last, sheet.count)
  const fits = from !== null && to !== null && from <= to
  const wrong = asked && !fits ? t('sheets.withdraw.wrong', { count: sheet.count }) : undefined
  const needsWhy = kind === 'notes' && why.trim() === ''
  const withdraw = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (!fits || needsWhy) return
    const serials = { first: from, last: to }
    void run('withdraw', () =>
      kind === 'notes'
        ? sendOnce(`withdraw ${sheet.id}`, 'note-withdrawals', { sheet_id: sheet.id, ...serials, why })
        : api.post(`${pathOf(kind, sheet.id)}/withdraw`, serials),
    ).then((worked) => {
      if (!worked) return
      announce(t('sheets.withdraw.done'))
      onDone()
    })
  }
  return (
    <form class="stack" noValidate onSubmit={withdraw}>
      <p>{t(`sheets.withdraw.text.${kind}`)}</p>
      <div class="sheet-range">
        <Field
          label={t('sheets.withdraw.first')}
          inputMode="numeric"
          name="first"
          value={first}
          onInput={setFirst}
          {...(wrong && { error: wrong })}
        />
        <Field
          label={t('sheets.withdraw.last')}
          inputMode="numeric"
          name="last"
          value={last}
          onInput={setLast}
        />
      </div>
      {kind === 'notes' && (
        <Field
          label={t('sheets.withdraw.why')}
          hint={t('sheets.withdraw.whyHint')}
          name="why"
          rows={2}
          value={why}
          onInput={setWhy}
          {...(asked && needsWhy && { error: t('sheets.withdraw.whyMissing') })}
        />
      )}
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" look="danger" busy={busy !== null}>
        {t('sheets.withdraw.do')}
      </Button>
    </form>
  )
}

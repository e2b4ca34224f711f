import { useState } from 'preact/hooks'
import type { NewNoteSheet, NoteSheet } from '../../../data/api-types'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { sendOnce } from '../../../data/pending'
import { useResource } from '../../../data/resource'
import type { Hat } from '../../../data/session'
import type { Account, Budget } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Select } from '../../../ui/Field'
import { Loaded } from '../../../ui/Loaded'
import { formatCoins } from '../../../ui/money'
import { HowMany } from './HowMany'
import { countOf } from './sheet'
import { withOwnKey } from './sign-sheet'

type Props = { org: string; worn: Hat; kinds: number[]; onMade: (sheet: NoteSheet) => void }
type Source = { budget: string | null; label: string; balance: number }

/** Which notes, how many, and out of which coin: it is set aside at once. */
export function NewNotes({ org, worn, kinds, onMade }: Props) {
  const sources = useSources(org, worn)
  return <Loaded of={sources}>{(found) => <Form {...{ org, worn, kinds, onMade }} sources={found} />}</Loaded>
}

function Form({ org, worn, kinds, onMade, sources }: Props & { sources: Source[] }) {
  const unit = worn.community.currency
  const [amount, setAmount] = useState(String(kinds[0] ?? ''))
  const [typed, setTyped] = useState('20')
  const [from, setFrom] = useState('0')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const count = countOf(typed)
  const source = sources[Number(from)]
  const total = formatCoins(Number(amount) * (count ?? 0), unit)
  const make = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (count === null || !source) return
    const wanted = { organisation_id: org, budget_id: source.budget, amount: Number(amount), count }
    void run('make', async () =>
      onMade(
        await withOwnKey(({ keyIdHex }) => {
          const body: NewNoteSheet = { ...wanted, key_id: keyIdHex }
          return sendOnce<NoteSheet>(`note-sheet ${org}`, 'note-sheets', body)
        }),
      ),
    )
  }
  return (
    <form class="stack" noValidate onSubmit={make}>
      <Select
        label={t('sheets.notes.amount')}
        value={amount}
        options={kinds.map((kind) => ({ value: String(kind), label: formatCoins(kind, unit) }))}
        onChange={setAmount}
      />
      <HowMany label={t('sheets.notes.howMany')} typed={typed} asked={asked} onType={setTyped} />
      <Select
        label={t('sheets.notes.from')}
        hint={t('sheets.notes.fromHint')}
        value={from}
        options={sources.map(({ label, balance }, index) => ({
          value: String(index),
          label: t('coordinate.form.budgetLeft', { name: label, amount: formatCoins(balance, unit) }),
        }))}
        onChange={setFrom}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" icon="key" busy={busy !== null}>
        {count === null ? t('sheets.sign') : t('sheets.notes.make', { amount: total })}
      </Button>
    </form>
  )
}

/** The organisation's budgets, and its till. */
function useSources(org: string, worn: Hat) {
  const path = `/communities/${worn.community.id}/budgets`
  return useResource(`${path} ${org}`, async (abort): Promise<Source[]> => {
    const [{ budgets }, { accounts }] = await Promise.all([
      api.get<{ budgets: Budget[] }>(path, abort),
      api.get<{ accounts: Account[] }>(`/organisations/${org}/accounts`, abort),
    ])
    const own = budgets.filter(({ organisation }) => organisation.id === org)
    const till = accounts.filter(({ purpose }) => purpose === 'till')
    return [
      ...own.map(({ id, name, balance }) => ({ budget: id, label: name, balance })),
      ...till.map(({ balance }) => ({ budget: null, label: t('sheets.notes.till'), balance })),
    ]
  })
}

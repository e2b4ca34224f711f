import { useState } from 'preact/hooks'
import type { ContactList } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { community, hat, hats } from '../../data/session'
import { t } from '../../i18n'
import { AmountPad } from '../../ui/AmountPad'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select, Toggle } from '../../ui/Field'
import { formatCoins } from '../../ui/money'
import { navigate, type ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ask, inDays } from './making'
import { LONGEST_WORDS } from './words'
import './send.css'

/** How long a request is good, in days: for people, and for what a shop prints. */
const LIVES = ['1', '7', '30', '365'] as const

/** Asks for coin, for oneself or for the organisation in the path. */
export default function AskScreen({ params }: ScreenProps) {
  const shop = params.org
  const worn = shop ? hats.value.find((one) => one.organisation?.id === shop) : hat.value
  const [typed, setTyped] = useState('')
  const [amount, setAmount] = useState(0)
  const [words, setWords] = useState('')
  const [days, setDays] = useState<string>(shop ? '365' : '7')
  const [many, setMany] = useState(false)
  const [whom, setWhom] = useState('')
  const contacts = useContacts(shop ? undefined : worn?.community.id)
  const { busy, error, run } = useDoing()
  const title = t(shop ? 'send.shop.new' : 'send.ask.title')
  const back = shop ? `/asking/${shop}` : '/send'
  if (!worn) return <Screen title={title} back={back} />
  const unit = worn.community.currency
  const empty = amount === 0 && words.trim() === ''
  const make = (): void =>
    void run('ask', async () => {
      const wanted = {
        amount,
        words: words.trim(),
        until: inDays(Number(days)),
        ...(shop && { organisation: shop }),
      }
      const made = await ask(worn, wanted, { many, asked_id: amount && !many && whom ? whom : null })
      navigate(`/request/${made.id}`, { replace: true })
    })
  const action = (
    <Button busy={busy !== null} disabled={empty} onClick={make}>
      {amount ? t('send.ask.make', { amount: formatCoins(amount, unit) }) : t('send.ask.makeOpen')}
    </Button>
  )
  return (
    <Screen title={title} back={back} action={action}>
      <AmountPad
        unit={unit}
        typed={typed}
        max={community.value?.settings.max_payment}
        onType={(next, minor) => {
          setTyped(next)
          setAmount(minor)
        }}
      />
      <p class="centre soft small send-hint">{t('send.ask.openHint')}</p>
      <Field
        label={t(shop ? 'send.shop.words' : 'send.words')}
        hint={shop && t('send.shop.wordsHint')}
        value={words}
        maxLength={LONGEST_WORDS}
        onInput={setWords}
      />
      <Select
        label={t('send.ask.until')}
        value={days}
        onChange={setDays}
        options={LIVES.map((value) => ({ value, label: t('send.ask.days', { days: Number(value) }) }))}
      />
      <Toggle label={t('send.ask.many')} hint={t('send.ask.manyHint')} checked={many} onChange={setMany} />
      {!many && amount > 0 && contacts.length > 0 && (
        <Select
          label={t('send.ask.whom')}
          hint={t('send.ask.whomHint')}
          value={whom}
          onChange={setWhom}
          options={[
            { value: '', label: t('send.ask.nobody') },
            ...contacts.map(({ person_id, name }) => ({ value: person_id, label: name })),
          ]}
        />
      )}
      {error && <ErrorNotice trouble={error} />}
    </Screen>
  )
}

/** The contacts that can be asked in person. */
export function useContacts(communityId: string | undefined) {
  const path = `/communities/${communityId}/contacts`
  const found = useResource(communityId ?? '', async (abort) =>
    communityId ? api.get<ContactList>(path, abort) : undefined,
  )
  return found.data?.contacts.filter(({ hidden }) => !hidden) ?? []
}

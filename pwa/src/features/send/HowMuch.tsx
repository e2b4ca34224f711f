import type { Party } from '../../data/api-types'
import { community, wallet } from '../../data/session'
import { t } from '../../i18n'
import { AmountPad } from '../../ui/AmountPad'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { formatCoins, type Unit } from '../../ui/money'
import { Screen } from '../../ui/Screen'
import type { Draft } from './Paying'
import { LONGEST_WORDS } from './words'

type Props = {
  payee: Party
  unit: Unit
  words: string
  draft: Draft
  onDraft: (draft: Draft) => void
  onNext: () => void
}

/** The payer names the amount and, where nobody has, says what for. */
export function HowMuch({ payee, unit, words, draft, onDraft, onNext }: Props) {
  const balance = wallet.value?.balance
  const tooMuch = balance !== undefined && draft.amount > balance
  const ready = draft.amount > 0 && !tooMuch
  const action = (
    <Button disabled={!ready} onClick={onNext}>
      {t('send.pay.next')}
    </Button>
  )
  return (
    <Screen title={t('send.pay.to', { name: payee.name })} quietTitle back="/send" action={action}>
      <p class="send-to">
        <Avatar name={payee.name} size={44} />
        <bdi class="send-name">{payee.name}</bdi>
      </p>
      {words && (
        <p class="send-words">
          <bdi>{words}</bdi>
        </p>
      )}
      <AmountPad
        unit={unit}
        typed={draft.typed}
        max={community.value?.settings.max_payment}
        onType={(typed, amount) => onDraft({ ...draft, typed, amount })}
        onEnter={() => ready && onNext()}
      />
      {balance !== undefined && (
        <p class={tooMuch ? 'centre send-too-much' : 'centre soft small'} role="status">
          {t(tooMuch ? 'send.pay.tooMuch' : 'send.pay.have', { amount: formatCoins(balance, unit) })}
        </p>
      )}
      {!words && (
        <Field
          label={t('send.words')}
          optional
          value={draft.words}
          maxLength={LONGEST_WORDS}
          onInput={(typed) => onDraft({ ...draft, words: typed })}
        />
      )}
    </Screen>
  )
}

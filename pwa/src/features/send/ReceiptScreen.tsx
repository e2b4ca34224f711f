import { useEffect, useState } from 'preact/hooks'
import { type PaidMark, paidMark } from '../../core/paid-mark'
import type { Receipt } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hats } from '../../data/session'
import { t } from '../../i18n'
import { Amount } from '../../ui/Amount'
import { Avatar } from '../../ui/Avatar'
import { Loaded } from '../../ui/Loaded'
import { dateSaid, timeSaid } from '../../ui/moments'
import { PAID_COLOURS } from '../../ui/paid-colours'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { WordPicture } from '../../ui/WordPicture'
import { wordName } from '../../ui/words'
import './send.css'

/** What was sent or received: who, how much, what for, and the mark that both phones showed. */
export default function ReceiptScreen({ params }: ScreenProps) {
  const path = `/sends/${params.id}`
  const found = useResource(path, (abort) => api.get<Receipt>(path, abort))
  return (
    <Screen title={t('send.receipt.title')} back="/home">
      <Loaded of={found}>{(receipt) => <Lines receipt={receipt} />}</Loaded>
    </Screen>
  )
}

function Lines({ receipt }: { receipt: Receipt }) {
  const unit = hats.value.find((one) => one.community.id === receipt.community_id)?.community.currency
  const { other, direction, words, at, id } = receipt
  return (
    <div class="send-sure">
      <Avatar name={other.name} size={88} />
      <p class="send-name">
        <span class="soft">{t(direction === 'in' ? 'send.receipt.from' : 'send.receipt.to')}</span>
        <bdi>{other.name}</bdi>
      </p>
      {unit && <Amount value={receipt.amount} unit={unit} direction={direction} />}
      {words && (
        <p class="send-words">
          <bdi>{words}</bdi>
        </p>
      )}
      <Mark id={id} />
      <p class="soft">{`${dateSaid(at)}, ${timeSaid(at)}`}</p>
      <p class="soft small" dir="ltr">
        {id.slice(-12)}
      </p>
      {direction === 'in' && other.kind === 'member' && (
        <a class="send-link" href={`/send/to/${other.id}`}>
          {t('send.receipt.back', { name: other.name })}
        </a>
      )}
    </div>
  )
}

/** The colour and the word of a payment, as on its paid screen. */
function Mark({ id }: { id: string }) {
  const [mark, setMark] = useState<PaidMark>()
  useEffect(() => {
    paidMark(id).then(setMark, () => undefined)
  }, [id])
  if (!mark) return null
  const look = PAID_COLOURS[mark.colour] ?? PAID_COLOURS[0]
  const word = wordName(mark.word)
  return (
    <p class="send-mark" style={{ background: look.ground, color: look.text }}>
      <WordPicture name={word} size={32} />
      <span>{t(`words.${word}`)}</span>
    </p>
  )
}

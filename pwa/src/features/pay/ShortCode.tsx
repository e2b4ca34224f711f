import { useEffect, useState } from 'preact/hooks'
import { api } from '../../data/client'
import { serverNow } from '../../data/clock'
import { type ApiError, asApiError } from '../../data/problem'
import { t } from '../../i18n'
import { Countdown } from '../../ui/Countdown'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Sheet } from '../../ui/Sheet'
import { Skeleton } from '../../ui/Skeleton'
import type { ShownCode } from './make-code'

type Props = { open: boolean; communityId: string; code: ShownCode; onClose: () => void }
type Digits = { digits: string; from: number; until: number }

/** Eight digits to read out, for a shop whose camera does not work. */
export function ShortCode({ open, communityId, code, onClose }: Props) {
  return (
    <Sheet open={open} title={t('pay.short.title')} onClose={onClose}>
      {open && <Reading communityId={communityId} code={code} />}
    </Sheet>
  )
}

/** Keeps the digits of one code on screen until they are over, also when the code behind was renewed. */
function Reading({ communityId, code }: { communityId: string; code: ShownCode }) {
  const [round, setRound] = useState(0)
  const [digits, setDigits] = useState<Digits>()
  const [error, setError] = useState<ApiError>()
  useEffect(() => {
    setError(undefined)
    ask(communityId, code.text).then(setDigits, (problem) => setError(asApiError(problem)))
  }, [round])
  const again = (): void => setRound(round + 1)
  if (error) return <ErrorNotice trouble={error} onAgain={again} />
  if (!digits) return <Skeleton shape="amount" />
  return (
    <div class="stack centre">
      <p>{t('pay.short.text')}</p>
      <p class="pay-digits" dir="ltr">
        <span>{digits.digits.slice(0, 4)}</span> <span>{digits.digits.slice(4)}</span>
      </p>
      <Countdown key={digits.digits} from={digits.from} until={digits.until} onOver={again} />
    </div>
  )
}

async function ask(communityId: string, code: string): Promise<Digits> {
  const path = `/communities/${communityId}/short-codes`
  const { digits, expires_at } = await api.post<{ digits: string; expires_at: string }>(path, { code })
  const from = Date.now()
  return { digits, from, until: from + Math.max(5000, Date.parse(expires_at) - serverNow()) }
}

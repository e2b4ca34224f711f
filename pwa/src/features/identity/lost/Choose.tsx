import { useState } from 'preact/hooks'
import type { Belongings, BlockedByCode } from '../../../data/api-types'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Toggle } from '../../../ui/Field'
import { whenSaid } from '../../../ui/moments'
import { Notice } from '../../../ui/Notice'
import { Screen } from '../../../ui/Screen'

type Props = {
  code: string
  found: Belongings
  onBack: () => void
  onDone: (done: BlockedByCode) => void
}

/** What is to stop: everything, unless something is switched off here. */
export function Choose({ code, found, onBack, onDone }: Props) {
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set())
  const { busy, error, run } = useDoing()
  const chosen = (id: string): boolean => !spared.has(id)
  const switched = (id: string) => (on: boolean) => {
    const next = new Set(spared)
    if (on) next.delete(id)
    else next.add(id)
    setSpared(next)
  }
  const idsOf = (things: { id: string }[]): string[] => things.map(({ id }) => id).filter(chosen)
  const block = (): void =>
    void run('block', async () => {
      const body = {
        code,
        phones: idsOf(found.phones),
        passkeys: idsOf(found.passkeys),
        cards: chosen('cards'),
      }
      onDone(await api.post<BlockedByCode>('/lost', body))
    })
  const last = found.codes_left <= 1
  return (
    <Screen
      title={t('rescue.lost.what')}
      action={
        <Button look="danger" busy={busy !== null} onClick={block}>
          {t('rescue.lost.block')}
        </Button>
      }
    >
      {error && <ErrorNotice trouble={error} onAgain={onBack} />}
      {last ? (
        <Notice kind="warning" title={t('rescue.lost.left', { count: found.codes_left })} />
      ) : (
        <p class="soft">{t('rescue.lost.left', { count: found.codes_left })}</p>
      )}
      {found.phones.length > 0 && (
        <section class="stack-tight">
          <h2>{t('rescue.lost.phones')}</h2>
          {found.phones.map(({ id, name, last_used_at }) => (
            <Toggle
              key={id}
              label={name}
              hint={usedSaid(last_used_at)}
              checked={chosen(id)}
              onChange={switched(id)}
            />
          ))}
        </section>
      )}
      {found.passkeys.length > 0 && (
        <section class="stack-tight">
          <h2>{t('rescue.lost.passkeys')}</h2>
          <p class="soft small">{t('rescue.lost.passkeysText')}</p>
          {found.passkeys.map(({ id, name, last_used_at }) => (
            <Toggle
              key={id}
              label={name}
              hint={usedSaid(last_used_at)}
              checked={chosen(id)}
              onChange={switched(id)}
            />
          ))}
        </section>
      )}
      <Toggle
        label={t('rescue.lost.cards')}
        hint={t('rescue.lost.cardsText')}
        checked={chosen('cards')}
        onChange={switched('cards')}
      />
    </Screen>
  )
}

const usedSaid = (at: string | null): string =>
  at ? t('rescue.lost.lastUsed', { when: whenSaid(at) }) : t('rescue.lost.never')

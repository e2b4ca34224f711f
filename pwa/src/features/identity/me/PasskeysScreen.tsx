import { useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { passkeysWork } from '../../../data/passkey'
import { useResource } from '../../../data/resource'
import { loadMe } from '../../../data/session'
import type { Passkey } from '../../../data/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { Icon } from '../../../ui/Icon'
import { List, Row } from '../../../ui/List'
import { Loaded } from '../../../ui/Loaded'
import { whenSaid } from '../../../ui/moments'
import { Screen } from '../../../ui/Screen'
import { Sheet } from '../../../ui/Sheet'
import { addPasskey } from '../ceremonies'

/** The passkeys that open this account: add one, take one away. */
export default function PasskeysScreen() {
  const passkeys = useResource('passkeys', (abort) => api.get<{ passkeys: Passkey[] }>('/me/passkeys', abort))
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const { busy, error, run } = useDoing()
  const changed = async (): Promise<void> => {
    await Promise.all([passkeys.reload(), loadMe()])
  }
  const add = (): void => void run('add', async () => addPasskey().then(changed))
  const action = passkeysWork() && (
    <Button icon="plus" busy={busy !== null} onClick={add}>
      {t('identity.passkeys.add')}
    </Button>
  )
  return (
    <Screen title={t('identity.me.passkeys')} back="/me" action={action}>
      <p class="soft">{t('identity.passkeyIs')}</p>
      {error && <ErrorNotice trouble={error} />}
      <Loaded of={passkeys}>
        {({ passkeys: list }) =>
          list.length === 0 ? (
            <EmptyState picture="gate" text={t('identity.passkeys.none')} />
          ) : (
            <List label={t('identity.me.passkeys')}>
              {list.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setRemoving(passkey)} />
              ))}
            </List>
          )
        }
      </Loaded>
      <RemoveSheet passkey={removing} onClose={() => setRemoving(null)} onRemoved={changed} />
    </Screen>
  )
}

function PasskeyRow({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const used = passkey.last_used_at ?? passkey.created_at
  return (
    <Row
      start={<Icon name="key" />}
      title={passkey.name}
      text={t('identity.lastUsed', { when: whenSaid(used) })}
      end={
        <button
          type="button"
          class="icon-button"
          aria-label={t('identity.passkeys.remove', { name: passkey.name })}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      }
    />
  )
}

type RemoveProps = { passkey: Passkey | null; onClose: () => void; onRemoved: () => Promise<void> }

function RemoveSheet({ passkey, onClose, onRemoved }: RemoveProps) {
  const { busy, error, run } = useDoing()
  const remove = (): void => {
    if (!passkey) return
    void run('remove', () => api.delete(`/me/passkeys/${passkey.id}`).then(onRemoved)).then(
      (worked) => worked && onClose(),
    )
  }
  return (
    <Sheet open={passkey !== null} title={t('identity.passkeys.removeTitle')} onClose={onClose}>
      <p>{t('identity.passkeys.removeText', { name: passkey?.name ?? '' })}</p>
      <Button look="danger" busy={busy !== null} onClick={remove}>
        {t('identity.passkeys.removeYes')}
      </Button>
      {error && <ErrorNotice trouble={error} />}
    </Sheet>
  )
}

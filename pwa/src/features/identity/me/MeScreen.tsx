import { useEffect, useState } from 'preact/hooks'
import { api } from '../../../data/client'
import { useDoing } from '../../../data/doing'
import { forgetOwnKey } from '../../../data/own-key'
import { forgetPush } from '../../../data/push'
import { useResource } from '../../../data/resource'
import { loadServer, server } from '../../../data/server'
import { hat, loadWallet, me, signedInAs, signOut, wallet, whereabouts } from '../../../data/session'
import type { Me } from '../../../data/types'
import { t } from '../../../i18n'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/ErrorNotice'
import { EntryRows } from '../../../ui/entries/Entries'
import { countWaiting } from '../../../ui/entries/entry'
import { Field } from '../../../ui/Field'
import { Icon, type IconName } from '../../../ui/Icon'
import { List, Row } from '../../../ui/List'
import { formatCoins } from '../../../ui/money'
import { navigate } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Sheet } from '../../../ui/Sheet'
import '../identity.css'

/** Everything about the person: name, looks, safety, signing out. */
export default function MeScreen() {
  const [editing, setEditing] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const person = me.value?.person
  useEffect(() => {
    if (hat.value) void countWaiting(whereabouts(hat.value))
    if (hat.value?.kind === 'resident' && !wallet.peek()) loadWallet().catch(() => undefined)
  }, [hat.value?.key])
  if (!person) return <Screen title={t('identity.me.title')} />
  return (
    <Screen title={t('identity.me.title')}>
      <div class="me-who">
        <Avatar name={person.display_name} size={64} />
        <bdi class="me-name">{person.display_name}</bdi>
        <Button look="quiet" fit onClick={() => setEditing(true)}>
          {t('identity.me.change')}
          <span class="seen-by-ear"> {t('identity.signUp.name')}</span>
        </Button>
      </div>
      {hat.value?.kind === 'resident' && <EntryRows where={whereabouts(hat.value)} />}
      <List label={t('identity.me.app')}>
        <Link
          to="/me/settings"
          icon="letters"
          name={t('identity.me.settings')}
          text={t('identity.me.settingsText')}
        />
        <Link to="/me/push" icon="bell" name={t('identity.me.push')} text={t('identity.me.pushText')} />
        {hat.value?.kind === 'resident' && wallet.value && (
          <Link
            to="/me/limit"
            icon="coin"
            name={t('identity.me.limit')}
            text={t('identity.me.limitText', {
              amount: formatCoins(wallet.value.limit, hat.value.community.currency),
            })}
          />
        )}
      </List>
      <section class="stack-tight">
        <h2>{t('identity.me.safety')}</h2>
        <List label={t('identity.me.safety')}>
          <Link
            to="/me/passkeys"
            icon="key"
            name={t('identity.me.passkeys')}
            text={t('identity.me.passkeysText')}
          />
          <Link
            to="/me/devices"
            icon="phone"
            name={t('identity.me.devices')}
            text={t('identity.me.devicesText')}
          />
          <Link
            to="/me/recovery"
            icon="print"
            name={t('identity.me.recovery')}
            text={t('identity.me.recoveryText')}
          />
          {hat.value && (
            <Link
              to="/helpers"
              icon="heart"
              name={t('rescue.helpers.title')}
              text={t('rescue.helpers.entryText')}
            />
          )}
          <Link to="/lost" icon="warning" name={t('rescue.lost.title')} text={t('rescue.lost.helperText')} />
        </List>
      </section>
      <Button look="quiet" icon="leave" onClick={() => setLeaving(true)}>
        {t('identity.me.signOut')}
      </Button>
      <About />
      <RenameSheet open={editing} onClose={() => setEditing(false)} />
      <LeaveSheet open={leaving} onClose={() => setLeaving(false)} />
    </Screen>
  )
}

function Link({ to, icon, name, text }: { to: string; icon: IconName; name: string; text: string }) {
  return <Row href={to} start={<Icon name={icon} />} title={name} text={text} />
}

function About() {
  useResource('server', loadServer)
  return <p class="soft small centre">{t('identity.me.about', { version: server.value?.version ?? '' })}</p>
}

function RenameSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { busy, error, run } = useDoing()
  const [name, setName] = useState(me.peek()?.person.display_name ?? '')
  const save = (event: Event): void => {
    event.preventDefault()
    const send = async (): Promise<void> =>
      signedInAs(await api.patch<Me>('/me', { display_name: name.trim() }))
    if (name.trim()) void run('save', send).then((worked) => worked && onClose())
  }
  return (
    <Sheet open={open} title={t('identity.me.rename')} onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <Field
          label={t('identity.signUp.name')}
          hint={t('identity.signUp.nameHint')}
          value={name}
          onInput={setName}
          maxLength={60}
          autoComplete="nickname"
        />
        <Button type="submit" busy={busy !== null} disabled={name.trim() === ''}>
          {t('shell.save')}
        </Button>
        {error && <ErrorNotice trouble={error} />}
      </form>
    </Sheet>
  )
}

function LeaveSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { busy, run } = useDoing()
  const leave = (): void =>
    void run('leave', async () => {
      await forgetOwnKey()
      await forgetPush().catch(() => undefined)
      await signOut(() => navigate('/', { replace: true }))
    })
  return (
    <Sheet open={open} title={t('identity.leave.title')} onClose={onClose}>
      <p>{t(me.value?.has_passkey ? 'identity.leave.text' : 'identity.leave.noPasskey')}</p>
      <Button look="danger" busy={busy !== null} onClick={leave}>
        {t('identity.me.signOut')}
      </Button>
    </Sheet>
  )
}

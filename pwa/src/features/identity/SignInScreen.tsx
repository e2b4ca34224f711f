import { useEffect, useRef, useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import { passkeysInFields, passkeysWork } from '../../data/passkey'
import { server } from '../../data/server'
import { me } from '../../data/session'
import type { Me } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'
import { arrive, goOn, nextOf, onward } from './arrive'
import { signIn, signInWithRecovery } from './ceremonies'
import { KeyNotice } from './KeyNotice'
import './identity.css'

/** Signing in: a passkey without typing a name, or a recovery code. */
export default function SignInScreen() {
  const [next] = useState(() => nextOf(location))
  const [withCode, setWithCode] = useState(false)
  const [keyless, setKeyless] = useState(false)
  const finish = async (person: Me): Promise<void> => {
    if (await arrive(person)) goOn(next)
    else setKeyless(true)
  }
  useEffect(() => {
    if (me.peek()) goOn(next)
  }, [])
  if (keyless) return <KeyNotice onGoOn={() => goOn(next)} />
  return (
    <Screen title={t('identity.signIn.title')} back="/">
      <div class="identity-hero">
        <Coin name={coinName()} size={80} />
        {next.path === '/t' && <p>{t('identity.signIn.forCode')}</p>}
      </div>
      {withCode ? <WithCode onDone={finish} /> : <WithPasskey onDone={finish} />}
      <Button look="plain" onClick={() => setWithCode(!withCode)}>
        {t(withCode ? 'identity.signIn.usePasskey' : 'identity.signIn.useCode')}
      </Button>
      <p class="centre">
        <a href="/lost">{t('rescue.lost.title')}</a>
      </p>
      <p class="centre">
        {t('identity.signIn.newHere')} <a href={onward('/sign-up', next)}>{t('identity.signIn.signUp')}</a>
      </p>
    </Screen>
  )
}

/** The neighbourhood's own coin where there is only one. */
function coinName(): string {
  const [only, more] = server.value?.communities ?? []
  return only && !more ? only.name : t('shell.app')
}

type Done = { onDone: (person: Me) => Promise<void> }

function WithPasskey({ onDone }: Done) {
  const { busy, error, run } = useDoing()
  const waiting = useRef<AbortController>(null)
  const [inField, setInField] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    waiting.current = stop
    void passkeysInFields().then((offered) => {
      if (!offered || stop.signal.aborted) return
      setInField(true)
      signIn(stop.signal, true).then(onDone, () => undefined)
    })
    return () => stop.abort()
  }, [])
  const ask = (): void => {
    waiting.current?.abort()
    void run('passkey', async () => onDone(await signIn(new AbortController().signal)))
  }
  if (!passkeysWork())
    return (
      <Notice
        kind="warning"
        title={t('errors.passkey_unsupported.title')}
        next={t('errors.passkey_unsupported.next')}
      />
    )
  return (
    <>
      <Button icon="key" busy={busy !== null} onClick={ask}>
        {t('identity.signIn.withPasskey')}
      </Button>
      <p class="soft small centre">{t('identity.passkeyIs')}</p>
      {inField && (
        <Field
          label={t('identity.signIn.field')}
          value=""
          name="username"
          autoComplete="username webauthn"
          onInput={() => undefined}
        />
      )}
      {error && <ErrorNotice trouble={error} {...(error.code !== 'account_held' && { onAgain: ask })} />}
      {error?.code === 'account_held' && (
        <Button look="quiet" href="/lost/stop">
          {t('rescue.stop.here')}
        </Button>
      )}
    </>
  )
}

function WithCode({ onDone }: Done) {
  const { busy, error, run } = useDoing()
  const [code, setCode] = useState('')
  const use = (event: Event): void => {
    event.preventDefault()
    if (code.trim()) void run('code', async () => onDone(await signInWithRecovery(code.trim())))
  }
  return (
    <form class="stack" onSubmit={use}>
      <Field
        label={t('identity.signIn.code')}
        hint={t('identity.signIn.codeHint')}
        value={code}
        onInput={setCode}
        autoComplete="off"
        maxLength={64}
        code
      />
      <Button type="submit" busy={busy !== null} disabled={code.trim() === ''}>
        {t('identity.signIn.withCode')}
      </Button>
      {error && <ErrorNotice trouble={error} />}
    </form>
  )
}

import { useEffect, useState } from 'preact/hooks'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { loadServer } from '../../data/server'
import { me } from '../../data/session'
import type { CommunityBrief } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import { Loaded } from '../../ui/Loaded'
import { Screen } from '../../ui/Screen'
import { arrive, goOn, type Next, newHome, nextOf, onward } from './arrive'
import { type Entrance, type SignedUp, signUp } from './ceremonies'
import { KeyNotice } from './KeyNotice'
import { RecoveryCodes } from './RecoveryCodes'
import './identity.css'

type Step = { at: 'name' } | { at: 'codes'; codes: string[]; keyless: boolean } | { at: 'keyless' }

/** New here: a name, a passkey, the recovery codes, and in. */
export default function SignUpScreen() {
  const [next] = useState(() => nextOf(location))
  const [step, setStep] = useState<Step>({ at: 'name' })
  const invited = next.path === '/enrol'
  const leave = (): void => goOn(invited ? { path: newHome(), fragment: '' } : next)
  useEffect(() => {
    if (me.peek()) goOn(next)
  }, [])
  const made = async ({ me: person, recovery_codes }: SignedUp): Promise<void> => {
    setStep({ at: 'codes', codes: recovery_codes, keyless: !(await arrive(person)) })
  }
  if (step.at === 'keyless') return <KeyNotice onGoOn={leave} />
  if (step.at === 'codes')
    return (
      <Screen title={t('identity.codes.title')}>
        <RecoveryCodes
          codes={step.codes}
          onKept={() => (step.keyless ? setStep({ at: 'keyless' }) : leave())}
        />
      </Screen>
    )
  return <Name next={next} invited={invited} onMade={made} />
}

type NameProps = { next: Next; invited: boolean; onMade: (made: SignedUp) => Promise<void> }

function Name({ next, invited, onMade }: NameProps) {
  const about = useResource('server', loadServer)
  return (
    <Screen title={t('identity.signUp.title')} back="/">
      {invited ? (
        <Form coin={t('shell.app')} communities={[]} token={next.fragment} onMade={onMade} />
      ) : (
        <Loaded of={about}>
          {({ communities }) => (
            <Form coin={communities[0]?.name ?? t('shell.app')} communities={communities} onMade={onMade} />
          )}
        </Loaded>
      )}
      <p class="centre">
        {t('identity.signUp.known')} <a href={onward('/sign-in', next)}>{t('identity.signUp.signIn')}</a>
      </p>
    </Screen>
  )
}

type FormProps = {
  coin: string
  communities: CommunityBrief[]
  token?: string
  onMade: (made: SignedUp) => Promise<void>
}

function Form({ coin, communities, token, onMade }: FormProps) {
  const { busy, error, run } = useDoing()
  const [name, setName] = useState('')
  const [community, setCommunity] = useState(communities[0]?.id ?? '')
  const ready = name.trim() !== '' && (token !== undefined || community !== '')
  const submit = (event: Event): void => {
    event.preventDefault()
    const entrance: Entrance = token === undefined ? { community_id: community } : { enrolment_token: token }
    if (ready) void run('make', async () => onMade(await signUp(name.trim(), entrance)))
  }
  return (
    <form class="stack" onSubmit={submit}>
      <div class="identity-hero">
        <Coin name={communities.find(({ id }) => id === community)?.name ?? coin} size={80} />
      </div>
      <Field
        label={t('identity.signUp.name')}
        hint={t('identity.signUp.nameHint')}
        value={name}
        onInput={setName}
        autoComplete="nickname"
        maxLength={60}
        required
      />
      {communities.length > 1 && (
        <Select
          label={t('identity.signUp.community')}
          value={community}
          onChange={setCommunity}
          options={communities.map(({ id, name: label }) => ({ value: id, label }))}
        />
      )}
      <Button type="submit" icon="key" busy={busy !== null} disabled={!ready}>
        {t('identity.signUp.make')}
      </Button>
      <p class="soft small centre">{t('identity.passkeyIs')}</p>
      {error && <ErrorNotice trouble={error} />}
    </form>
  )
}

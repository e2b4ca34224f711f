import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Organisation, OrganisationKind } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select } from '../../ui/Field'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Invitation, type Invited, invite } from './Invitation'
import { KINDS, kindSaid, leaderOf } from './organisation-words'
import './community.css'

/** Lets an organisation take part and invites whoever answers for it, in one go: a shop can sell minutes later. */
export default function AdmitScreen({ params }: ScreenProps) {
  const communityId = params.community ?? ''
  const [made, setMade] = useState<{ organisation: Organisation; link: Invited }>()
  const back = `/community/${communityId}`
  if (!made)
    return (
      <Screen title={t('community.admit.title')} back={back}>
        <Form communityId={communityId} onMade={(organisation, link) => setMade({ organisation, link })} />
      </Screen>
    )
  const { organisation, link } = made
  const ways = (
    <Button look="quiet" href={`${back}/organisation/${organisation.id}`}>
      {t('community.admit.look', { name: organisation.name })}
    </Button>
  )
  return (
    <Screen title={t('community.admit.invite', { name: organisation.name })} back={back} action={ways}>
      <Invitation of={link} />
      <Steps shop={organisation.kind === 'shop'} />
    </Screen>
  )
}

/** What the other one does now, so that the issuer can tell it over the counter. */
function Steps({ shop }: { shop: boolean }) {
  return (
    <ol class="admit-steps">
      <li>{t('community.admit.scan')}</li>
      <li>{t('community.admit.passkey')}</li>
      <li>{t(shop ? 'community.admit.sell' : 'community.admit.offer')}</li>
    </ol>
  )
}

type FormProps = { communityId: string; onMade: (organisation: Organisation, link: Invited) => void }

function Form({ communityId, onMade }: FormProps) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<OrganisationKind>('shop')
  const [category, setCategory] = useState('')
  const [asked, setAsked] = useState(false)
  // An organisation that was admitted before the link failed is not admitted a second time.
  const [admitted, setAdmitted] = useState<Organisation>()
  const { busy, error, run } = useDoing()
  const admit = async (): Promise<void> => {
    const body = { name: name.trim(), kind, category: category.trim() }
    const organisation =
      admitted ?? (await api.post<Organisation>(`/communities/${communityId}/organisations`, body))
    setAdmitted(organisation)
    onMade(organisation, await invite(communityId, leaderOf(organisation.kind), organisation))
  }
  const send = (event: Event): void => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() !== '') void run('admit', admit)
  }
  return (
    <form class="stack" noValidate onSubmit={send}>
      <p>{t('community.admit.text')}</p>
      <Select
        label={t('community.organisations.kind')}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: kindSaid(one) }))}
        onChange={(chosen) => setKind(chosen as OrganisationKind)}
      />
      <Field
        label={t('community.organisations.name')}
        value={name}
        maxLength={80}
        autoComplete="organization"
        disabled={admitted !== undefined}
        onInput={setName}
        error={asked && name.trim() === '' ? t('community.missingName') : undefined}
      />
      <Field
        label={t('community.organisations.category')}
        hint={t('community.organisations.categoryHint')}
        optional
        value={category}
        maxLength={40}
        onInput={setCategory}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('community.admit.now')}
      </Button>
    </form>
  )
}

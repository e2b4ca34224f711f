import { useEffect, useMemo, useState } from 'preact/hooks'
import { useResource } from '../../../data/resource'
import { loadServer } from '../../../data/server'
import { t } from '../../../i18n'
import { EmptyState } from '../../../ui/EmptyState'
import { Loaded } from '../../../ui/Loaded'
import { Screen } from '../../../ui/Screen'
import { Skeleton } from '../../../ui/Skeleton'
import { LanguageRow } from '../LanguageRow'
import { Guide, type Meeting } from './Guide'
import { PHONES, type PhoneRole, phoneOrigin, TRY_HOST, tryOrigin } from './hosts'
import { makePhones, type Phones } from './phones'
import '../start.css'
import './try.css'

/** Three phones of the example side by side: who has no second phone at hand sees the whole loop. */
export default function TryScreen() {
  const about = useResource('server', loadServer)
  const elsewhere = location.hostname !== TRY_HOST
  const example = about.data?.example
  useEffect(() => {
    if (example && elsewhere) location.replace(`${tryOrigin()}/try`)
  }, [example, elsewhere])
  return (
    <Screen title={t('start.try.title')} quietTitle back="/" aside={<LanguageRow />} wide>
      <Loaded of={about} skeleton={<Skeleton shape="card" />}>
        {(server) => (server.example ? !elsewhere && <ThreePhones /> : <NoExample />)}
      </Loaded>
    </Screen>
  )
}

function NoExample() {
  return <EmptyState picture="boat" text={t('start.try.none')} action={t('shell.notFound.action')} href="/" />
}

function ThreePhones() {
  const phones = useMemo(makePhones, [])
  const [meeting, setMeeting] = useState<Meeting | null>(null)
  useEffect(() => phones.listen(), [phones])
  return (
    <>
      <Guide phones={phones} onMeet={setMeeting} />
      {/* On a narrow screen the row scrolls, and so has to be reached with the keyboard too. */}
      <section
        class={`phones${meeting ? ` phones-${meeting}` : ''}`}
        aria-label={t('start.try.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region (WCAG 2.1.1)
        tabIndex={0}
      >
        {PHONES.map((role) => (
          <Phone key={role} role={role} phones={phones} />
        ))}
      </section>
    </>
  )
}

function Phone({ role, phones }: { role: PhoneRole; phones: Phones }) {
  const name = t(`start.role.${role}.name`)
  return (
    <section class={`phone phone-${role}`}>
      <h2 class="phone-name">{name}</h2>
      <iframe
        ref={(frame) => phones.hold(role, frame)}
        class="phone-glass"
        title={t('start.try.phoneOf', { name })}
        src={`${phoneOrigin(role)}/`}
        allow="camera; screen-wake-lock; publickey-credentials-get; publickey-credentials-create; clipboard-write"
      />
    </section>
  )
}

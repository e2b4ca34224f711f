import type { ContactList } from '../../data/api-types'
import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { Paying } from './Paying'

/** Paying somebody with whom coin was exchanged before. */
export default function ContactScreen({ params }: ScreenProps) {
  const community = hat.value?.community.id ?? ''
  const path = `/communities/${community}/contacts`
  const found = useResource(path, (abort) => api.get<ContactList>(path, abort))
  const contact = found.data?.contacts.find((one) => one.person_id === params.person)
  if (contact)
    return (
      <Paying
        community={community}
        slot={`to ${contact.person_id}`}
        payee={{ kind: 'member', id: contact.person_id, name: contact.name }}
        fixed={null}
        words=""
        target={{ contact_id: contact.person_id, community_id: community }}
      />
    )
  return (
    <Screen title={t('send.pay.title')} back="/send">
      <Loaded of={found}>
        {() => (
          <EmptyState picture="bridge" text={t('send.noContact')} action={t('send.scan')} href="/scan" />
        )}
      </Loaded>
    </Screen>
  )
}

import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { me } from '../../data/session'
import type { EnrolmentLink, StaffMember } from '../../data/types'
import { t } from '../../i18n'
import { Avatar } from '../../ui/Avatar'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { dateSaid } from '../../ui/moments'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { ShareLink } from '../../ui/ShareLink'
import { Sheet } from '../../ui/Sheet'
import { CoinShare } from './CoinShare'
import { hatAt, ownsShop } from './place'
import { useShop } from './use-counter'
import './books.css'

/** Who may take payments at this shop. */
export default function StaffScreen({ params }: ScreenProps) {
  const orgId = params.org ?? ''
  const worn = hatAt(orgId)
  const path = `/organisations/${orgId}/staff`
  const staff = useResource(path, (abort) => api.get<{ staff: StaffMember[] }>(path, abort))
  const [leaving, setLeaving] = useState<StaffMember | null>(null)
  const [link, setLink] = useState<EnrolmentLink | null>(null)
  const { busy, error, run } = useDoing()
  const communityId = worn?.community.id ?? ''
  const shop = useShop(communityId, orgId)
  const invite = (): void => {
    void run('invite', async () => {
      const body = { role: 'shop_staff', organisation_id: orgId }
      setLink(await api.post<EnrolmentLink>(`/communities/${communityId}/enrolment-links`, body))
    })
  }
  const action = (
    <Button icon="plus" busy={busy === 'invite'} onClick={invite}>
      {t('counter.staff.invite')}
    </Button>
  )
  return (
    <Screen title={t('counter.staff.title')} back={`/account/${orgId}`} action={action}>
      {error && <ErrorNotice trouble={error} />}
      <Loaded of={staff}>{({ staff: all }) => <People staff={all} onRemove={setLeaving} />}</Loaded>
      {ownsShop(orgId) && shop.data && <CoinShare shop={shop.data} onChanged={() => void shop.reload()} />}
      <Sheet open={link !== null} title={t('counter.staff.linkTitle')} onClose={() => setLink(null)}>
        {link && (
          <>
            <p>{t('counter.staff.linkText', { date: dateSaid(link.expires_at) })}</p>
            <ShareLink url={link.url} title={t('counter.staff.linkTitle')} />
          </>
        )}
      </Sheet>
      <Removal orgId={orgId} leaving={leaving} onGone={staff.reload} onClose={() => setLeaving(null)} />
    </Screen>
  )
}

function People({ staff, onRemove }: { staff: StaffMember[]; onRemove: (one: StaffMember) => void }) {
  if (staff.length === 0) return <EmptyState picture="gables" text={t('counter.staff.empty')} />
  return (
    <List label={t('counter.staff.title')}>
      {staff.map((one) => (
        <Row
          key={`${one.person_id} ${one.role}`}
          start={<Avatar name={one.display_name} />}
          title={one.display_name}
          text={t('counter.staff.role', { role: one.role, date: dateSaid(one.since) })}
          end={
            one.person_id !== me.value?.person.id && (
              <button
                type="button"
                class="icon-button"
                aria-label={t('counter.staff.remove', { name: one.display_name })}
                onClick={() => onRemove(one)}
              >
                <Icon name="trash" size={22} />
              </button>
            )
          }
        />
      ))}
    </List>
  )
}

type RemovalProps = {
  orgId: string
  leaving: StaffMember | null
  onGone: () => Promise<void>
  onClose: () => void
}

function Removal({ orgId, leaving, onGone, onClose }: RemovalProps) {
  const { busy, error, run } = useDoing()
  const name = leaving?.display_name ?? ''
  const remove = async (): Promise<void> => {
    if (!leaving) return
    const path = `/organisations/${orgId}/staff/${leaving.person_id}?role=${leaving.role}`
    if (!(await run('remove', () => api.delete(path)))) return
    announce(t('counter.staff.removed', { name }))
    onClose()
    await onGone()
  }
  return (
    <Confirm
      open={leaving !== null}
      title={t('counter.staff.removeTitle', { name })}
      text={t('counter.staff.removeText', { name })}
      action={t('counter.staff.removeNow')}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  )
}

import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { me } from '../../data/session'
import type { RoleHolder } from '../../data/types'
import { t } from '../../i18n'
import { Avatar } from '../../ui/Avatar'
import { announce } from '../../ui/announce'
import { Confirm } from '../../ui/Confirm'
import { Icon } from '../../ui/Icon'
import { List, Row } from '../../ui/List'
import { dateSaid } from '../../ui/moments'
import { roleSaid } from './organisation-words'

type Props = { holders: RoleHolder[]; communityId: string; onEnded: () => void }

/** People with a role, and the way to end it; one's own role stays out of reach here. */
export function Holders({ holders, communityId, onEnded }: Props) {
  const [leaving, setLeaving] = useState<RoleHolder | null>(null)
  return (
    <>
      <List>
        {holders.map((one) => (
          <Row
            key={`${one.person_id} ${one.role} ${one.organisation_id}`}
            start={<Avatar name={one.display_name} />}
            title={one.display_name}
            text={t('community.members.since', { role: roleSaid(one.role), date: dateSaid(one.since) })}
            end={
              one.person_id !== me.value?.person.id && (
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('community.members.endOf', {
                    name: one.display_name,
                    role: roleSaid(one.role),
                  })}
                  onClick={() => setLeaving(one)}
                >
                  <Icon name="trash" size={22} />
                </button>
              )
            }
          />
        ))}
      </List>
      <Ending holder={leaving} communityId={communityId} onEnded={onEnded} onClose={() => setLeaving(null)} />
    </>
  )
}

type EndingProps = {
  holder: RoleHolder | null
  communityId: string
  onEnded: () => void
  onClose: () => void
}

/** Asks once more, and takes the role away. */
function Ending({ holder, communityId, onEnded, onClose }: EndingProps) {
  const { busy, error, run } = useDoing()
  const name = holder?.display_name ?? ''
  const role = holder ? roleSaid(holder.role) : ''
  const end = async (): Promise<void> => {
    if (!holder || !(await run('end', () => api.delete(endPath(holder, communityId))))) return
    announce(t('community.members.ended', { name, role }))
    onClose()
    onEnded()
  }
  return (
    <Confirm
      open={holder !== null}
      title={t('community.members.endTitle', { name })}
      text={t('community.members.endText', { name, role })}
      action={t('community.members.endNow')}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void end()}
      onClose={onClose}
    />
  )
}

/** A role at an organisation and a role of the whole neighbourhood end at different doors. */
function endPath({ person_id, role, organisation_id }: RoleHolder, communityId: string): string {
  const place = organisation_id
    ? `/organisations/${organisation_id}/staff`
    : `/communities/${communityId}/people`
  return `${place}/${person_id}?role=${role}`
}

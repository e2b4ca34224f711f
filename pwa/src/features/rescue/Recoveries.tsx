import { useState } from 'preact/hooks'
import type { Recovery } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { List, Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'

type Props = {
  recoveries: Recovery[]
  onSlip: (recovery: Recovery) => void
  onChanged: () => void
}

/** Who wants back in, and what became of it. */
export function Recoveries({ recoveries, onSlip, onChanged }: Props) {
  const [stopping, setStopping] = useState<Recovery | null>(null)
  const { busy, error, run } = useDoing()
  const stop = async (): Promise<void> => {
    if (!(await run('stop', () => api.post(`/recoveries/${stopping?.id}/stop`)))) return
    setStopping(null)
    onChanged()
  }
  const name = stopping?.person_name ?? ''
  if (recoveries.length === 0) return <p class="soft">{t('rescue.desk.listEmpty')}</p>
  return (
    <>
      <List label={t('rescue.desk.list')}>
        {recoveries.map((one) => (
          <Row
            key={one.id}
            title={one.person_name}
            text={
              <>
                <span class="strong">{stateSaid(one)}</span>
                <span>{bySaid(one)}</span>
              </>
            }
            {...(!one.ended_how && { onClick: () => onSlip(one) })}
            end={
              !one.ended_how && (
                <Button look="plain" fit onClick={() => setStopping(one)}>
                  {t('rescue.desk.stop')}
                </Button>
              )
            }
          />
        ))}
      </List>
      <Confirm
        open={stopping !== null}
        title={t('rescue.desk.stopTitle', { name })}
        text={t('rescue.desk.stopText', { name })}
        action={t('rescue.desk.stop')}
        busy={busy !== null}
        trouble={error}
        onConfirm={() => void stop()}
        onClose={() => setStopping(null)}
      />
    </>
  )
}

const stateSaid = ({ ended_how, agreed_at }: Recovery): string =>
  t('rescue.desk.state', { how: ended_how ?? (agreed_at ? 'agreed' : 'waiting') })

function bySaid({ started_by_name, started_at, agreed_by_name }: Recovery): string {
  const first = t('rescue.desk.by', { name: started_by_name, when: whenSaid(started_at) })
  return agreed_by_name ? `${first} · ${t('rescue.desk.agreedBy', { name: agreed_by_name })}` : first
}

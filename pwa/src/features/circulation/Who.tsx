import { useState } from 'preact/hooks'
import { recognise } from '../../core/recognise'
import type { Customer, OrganisationBrief } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Select } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { Notice } from '../../ui/Notice'
import { QrScanner } from '../../ui/QrScanner'
import { Tabs } from '../../ui/Tabs'

/** A member who showed a code (no name: that is intended), or an organisation. */
export type Party = { customer_id: string } | { organisation_id: string }

type Props = {
  communityId: string
  /** The organisation at whose desk this happens, when it is not the neighbourhood's own. */
  officeId?: string | undefined
  organisations: OrganisationBrief[]
  members: boolean
  chosen: Party | null
  onChosen: (party: Party | null) => void
}

/** For whom something is done at the desk: by the code on their phone, or an organisation from the list. */
export function Who({ communityId, officeId, organisations, members, chosen, onChosen }: Props) {
  const [kind, setKind] = useState<'member' | 'organisation'>(members ? 'member' : 'organisation')
  if (chosen && 'customer_id' in chosen) return <Known onOther={() => onChosen(null)} />
  const choices = [
    { name: 'member' as const, label: t('circulation.who.member') },
    { name: 'organisation' as const, label: t('circulation.who.organisation') },
  ]
  const change = (next: typeof kind): void => {
    setKind(next)
    onChosen(null)
  }
  return (
    <div class="stack-tight">
      {members && organisations.length > 0 && (
        <Tabs label={t('circulation.who.title')} tabs={choices} current={kind} onChange={change} />
      )}
      {kind === 'member' ? (
        <Scan communityId={communityId} officeId={officeId} onChosen={onChosen} />
      ) : (
        <Select
          label={t('circulation.who.organisation')}
          value={chosen && 'organisation_id' in chosen ? chosen.organisation_id : ''}
          onChange={(id) => onChosen(id ? { organisation_id: id } : null)}
          options={[
            { value: '', label: t('circulation.who.choose') },
            ...organisations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </div>
  )
}

function Known({ onOther }: { onOther: () => void }) {
  return (
    <div class="circulation-known">
      <span class="circulation-mark">
        <Icon name="check" />
      </span>
      <div>
        <p class="strong">{t('circulation.who.known')}</p>
        <p class="soft small">{t('circulation.who.knownText')}</p>
      </div>
      <Button look="plain" fit onClick={onOther}>
        {t('circulation.who.other')}
      </Button>
    </div>
  )
}

type ScanProps = {
  communityId: string
  officeId: string | undefined
  onChosen: (party: Party) => void
}

function Scan({ communityId, officeId, onChosen }: ScanProps) {
  const [wrong, setWrong] = useState(false)
  const { error, run } = useDoing()
  const find = async (text: string): Promise<void> => {
    const { kind, value } = recognise(text)
    setWrong(kind !== 'payment_code' && kind !== 'short_code')
    if (kind !== 'payment_code' && kind !== 'short_code') return
    await run('find', async () => {
      const shown = { code: value, ...(officeId && { organisation_id: officeId }) }
      const found = await api.post<Customer>(`/communities/${communityId}/customers`, shown)
      onChosen({ customer_id: found.id })
    })
  }
  return (
    <>
      {wrong && <Notice kind="warning" title={t('circulation.who.not')} />}
      {error && <ErrorNotice trouble={error} />}
      <QrScanner onText={find} hint={t('circulation.who.scanHint')} placeholder="4827 1193" />
    </>
  )
}

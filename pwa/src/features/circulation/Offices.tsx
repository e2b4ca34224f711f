import { useState } from 'preact/hooks'
import type { OrganisationBrief } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Select } from '../../ui/Field'
import { Card, List, Row } from '../../ui/List'
import { useOrganisations } from './use-organisations'

type Props = {
  communityId: string
  offices: OrganisationBrief[]
  mayName: boolean
  onChanged: () => void
}

/** The organisations that sell coin; a treasurer names them. */
export function Offices({ communityId, offices, mayName, onChanged }: Props) {
  const [chosen, setChosen] = useState('')
  const organisations = useOrganisations(communityId)
  const { busy, error, run } = useDoing()
  const set = async (id: string, sells: boolean): Promise<void> => {
    const path = `/organisations/${id}/exchange-office`
    if (!(await run(id, () => api.put(path, { sells })))) return
    setChosen('')
    onChanged()
  }
  const known = new Set(offices.map(({ id }) => id))
  return (
    <Card title={t('circulation.fund.offices')}>
      {offices.length === 0 && <p class="soft">{t('circulation.fund.officesEmpty')}</p>}
      {offices.length > 0 && (
        <List label={t('circulation.fund.offices')}>
          {offices.map(({ id, name }) => (
            <Row
              key={id}
              title={name}
              end={
                mayName && (
                  <Button look="plain" fit busy={busy === id} onClick={() => void set(id, false)}>
                    {t('circulation.fund.officeEnd')}
                  </Button>
                )
              }
            />
          ))}
        </List>
      )}
      {error && <ErrorNotice trouble={error} />}
      {mayName && (
        <div class="stack-tight">
          <Select
            label={t('circulation.fund.officeAdd')}
            value={chosen}
            onChange={setChosen}
            options={[
              { value: '', label: t('circulation.who.choose') },
              ...organisations
                .filter(({ id, kind }) => !known.has(id) && kind !== 'association')
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {chosen && (
            <Button look="quiet" busy={busy === chosen} onClick={() => void set(chosen, true)}>
              {t('circulation.fund.officeAdd')}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

import { useState } from 'preact/hooks'
import type { Redeemable } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { Organisation } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Select } from '../../ui/Field'
import { Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { Sheet } from '../../ui/Sheet'
import { communityAt } from './place'

type Props = { till: Redeemable; onChanged: () => Promise<void> }

/** Which association the fees of this organisation support. */
export function FeeAssociation({ till, onChanged }: Props) {
  const [open, setOpen] = useState(false)
  const chosen = till.fee_association?.name ?? t('redeem.associationNone')
  const choose = till.may_ask ? { onClick: () => setOpen(true) } : {}
  return (
    <>
      <Row title={t('redeem.association')} text={<bdi>{chosen}</bdi>} {...choose} />
      <Sheet open={open} title={t('redeem.associationChoose')} onClose={() => setOpen(false)}>
        <Choice
          till={till}
          onDone={async () => {
            setOpen(false)
            await onChanged()
          }}
        />
      </Sheet>
    </>
  )
}

function Choice({ till, onDone }: { till: Redeemable; onDone: () => Promise<void> }) {
  const path = `/communities/${communityAt(till.organisation.id)}/organisations`
  const all = useResource(path, (abort) => api.get<{ organisations: Organisation[] }>(path, abort))
  const [picked, setPicked] = useState(till.fee_association?.id ?? '')
  const { busy, error, run } = useDoing()
  const save = async (): Promise<void> => {
    const to = `/organisations/${till.organisation.id}/fee-association`
    if (await run('save', () => api.put(to, { association_id: picked }))) await onDone()
  }
  return (
    <Loaded of={all}>
      {({ organisations }) => {
        const options = organisations
          .filter(
            ({ kind, status, id }) =>
              kind === 'association' && status === 'open' && id !== till.organisation.id,
          )
          .map(({ id, name }) => ({ value: id, label: name }))
        return (
          <div class="stack">
            <Select
              label={t('redeem.association')}
              value={picked}
              onChange={setPicked}
              options={[...(picked ? [] : [{ value: '', label: t('redeem.associationChoose') }]), ...options]}
            />
            {error && <ErrorNotice trouble={error} />}
            <Button busy={busy !== null} disabled={!picked} onClick={() => void save()}>
              {t('redeem.associationSave')}
            </Button>
          </div>
        )
      }}
    </Loaded>
  )
}

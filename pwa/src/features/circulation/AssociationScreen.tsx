import { useState } from 'preact/hooks'
import type { MyAssociation } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { numbers } from '../../ui/chart/measure'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import './circulation.css'

/** The association that a resident's gifts go to; nobody else sees it. */
export default function AssociationScreen({ params }: ScreenProps) {
  const path = `/communities/${params.community ?? ''}/my-association`
  const found = useResource(path, (abort) => api.get<MyAssociation>(path, abort))
  const [done, setDone] = useState(false)
  const { busy, error, run } = useDoing()
  const choose = async (id: string | null): Promise<void> => {
    setDone(false)
    if (!(await run('choose', () => api.put(path, { organisation_id: id })))) return
    await found.reload()
    setDone(true)
    announce(t('circulation.association.chosen'))
  }
  return (
    <Screen title={t('circulation.association.title')} back="/me">
      <Loaded of={found}>
        {(data) => (
          <>
            <p>{t('circulation.association.text', { percent: numbers.said(data.gift_permille / 10) })}</p>
            {done && <Notice kind="success" title={t('circulation.association.chosen')} />}
            {error && <ErrorNotice trouble={error} />}
            {data.associations.length === 0 ? (
              <EmptyState picture="gables" text={t('circulation.association.empty')} />
            ) : (
              <Choices found={data} busy={busy !== null} onChoose={(id) => void choose(id)} />
            )}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

type ChoicesProps = {
  found: MyAssociation
  busy: boolean
  onChoose: (id: string | null) => void
}

function Choices({ found: { chosen, associations, needed }, busy, onChoose }: ChoicesProps) {
  const choices = [
    ...associations.map(({ organisation, sponsors, gets_gifts }) => ({
      id: organisation.id as string | null,
      name: organisation.name,
      about: [
        sponsors === null
          ? t('circulation.association.few')
          : t('circulation.association.sponsors', { count: sponsors }),
        !gets_gifts && t('circulation.association.notYet', { needed }),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    { id: null, name: t('circulation.association.none'), about: '' },
  ]
  return (
    <fieldset class="card circulation-choices" disabled={busy}>
      <legend class="seen-by-ear">{t('circulation.association.choices')}</legend>
      {choices.map(({ id, name, about }) => (
        <label key={id ?? 'none'} class="circulation-choice">
          <input
            type="radio"
            name="association"
            checked={(chosen?.id ?? null) === id}
            onChange={() => onChoose(id)}
          />
          <span>
            <bdi class="strong">{name}</bdi>
            {about && <span class="soft small circulation-about">{about}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

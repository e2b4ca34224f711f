import { api } from '../../data/client'
import { useResource } from '../../data/resource'
import type { Account } from '../../data/types'
import { t } from '../../i18n'
import type { ScreenProps } from '../../ui/router'
import { StatementForm } from './StatementForm'

/** The statement of an organisation's till, for whoever runs it. */
export default function TillScreen({ params }: ScreenProps) {
  const path = `/organisations/${params.organisation}/accounts`
  const found = useResource(path, (abort) => api.get<{ accounts: Account[] }>(path, abort))
  const till = found.data?.accounts.find(({ purpose }) => purpose === 'till')
  return (
    <StatementForm
      title={t('books.till.title')}
      lead={t(found.data && !till ? 'books.till.none' : 'books.till.lead')}
      back="/desk"
      name={`till ${params.organisation}`}
      account={till?.id}
    />
  )
}

import { useEffect } from 'preact/hooks'
import { loadWallet, wallet } from '../../data/session'
import { t } from '../../i18n'
import { StatementForm } from './StatementForm'

/** A resident's own statement, which nobody else can make. */
export default function StatementScreen() {
  useEffect(() => {
    if (!wallet.peek()) void loadWallet().catch(() => undefined)
  }, [])
  return (
    <StatementForm
      title={t('books.statement.title')}
      lead={t('books.statement.lead')}
      back="/me"
      name="statement"
      account={wallet.value?.account_id}
    />
  )
}

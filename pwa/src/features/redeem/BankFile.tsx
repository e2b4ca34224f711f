import type { SettlementWithLines } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'

/** Gives the bank file of a released settlement, the same each time. */
export function BankFile({ of: one }: { of: SettlementWithLines }) {
  const { busy, error, run } = useDoing()
  const download = (): void => {
    void run('download', async () => {
      const file = await api.get<string>(`/settlements/${one.id}/file`)
      save(
        new Blob([file], { type: 'application/xml' }),
        `settlement-${one.execution_day}-${one.id.slice(-8)}.xml`,
      )
    })
  }
  const settled = one.paid + one.returned === one.count
  return (
    <div class="settle-ways">
      <Button icon="download" look={settled ? 'quiet' : 'filled'} busy={busy !== null} onClick={download}>
        {t('redeem.settle.download')}
      </Button>
      <p class="soft small">{t('redeem.settle.downloadHint')}</p>
      {error && <ErrorNotice trouble={error} />}
    </div>
  )
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

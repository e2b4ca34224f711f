import { useDoing } from '../../data/doing'
import { whereNow } from '../../data/position'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field, Select, Toggle } from '../../ui/Field'
import type { Draft, DraftErrors } from './draft'
import { said } from './said'
import { RADII, spotText } from './spot'

type Props = { draft: Draft; wrong: DraftErrors; onChange: (changes: Partial<Draft>) => void }

/** Whether posters of the task only count where they hang; the coordinator stands there, or pastes the place. */
export function SpotField({ draft, wrong, onChange }: Props) {
  const { busy, error, run } = useDoing()
  const on = draft.spot !== ''
  const here = (): void =>
    void run('here', async () => {
      const { latitude, longitude } = await whereNow()
      onChange({ spot: spotText(latitude, longitude) })
    })
  return (
    <>
      <Toggle
        label={t('presence.spot.only')}
        hint={t('presence.spot.hint')}
        checked={on}
        onChange={(checked) => onChange({ spot: checked ? ' ' : '' })}
      />
      {on && (
        <>
          <Field
            label={t('presence.spot.place')}
            hint={t('presence.spot.placeHint')}
            name="spot"
            code
            value={draft.spot.trim()}
            error={said(wrong, 'spot')}
            onInput={(spot) => onChange({ spot: spot || ' ' })}
          />
          <Button look="quiet" icon="place" busy={busy !== null} onClick={here}>
            {t('presence.spot.here')}
          </Button>
          {error && <ErrorNotice trouble={error} />}
          <Select
            label={t('presence.spot.radius')}
            value={draft.radius}
            options={[...new Set([...RADII, draft.radius])].map((value) => ({
              value,
              label: t('presence.spot.metres', { count: Number(value) }),
            }))}
            onChange={(radius) => onChange({ radius })}
          />
        </>
      )}
    </>
  )
}

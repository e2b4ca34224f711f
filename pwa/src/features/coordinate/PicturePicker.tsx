import { useId } from 'preact/hooks'
import { type MessageKey, t } from '../../i18n'
import { Pictogram } from '../../ui/Pictogram'
import { type PictogramName, pictogramNames } from '../../ui/pictograms'

/** One picture out of all there are; a radio group, so that arrow keys choose. */
export function PicturePicker({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const group = useId()
  return (
    <fieldset class="pictures">
      <legend class="strong">{t('coordinate.form.picture')}</legend>
      <div class="pictures-grid">
        {pictogramNames.map((name) => (
          <label key={name} class="picture" title={t(pictureKey(name))}>
            <input
              type="radio"
              class="seen-by-ear"
              name={group}
              value={name}
              checked={name === value}
              aria-label={t(pictureKey(name))}
              onChange={() => onChange(name)}
            />
            <Pictogram name={name} size={36} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const pictureKey = (name: PictogramName): MessageKey => `coordinate.picture.${name}`

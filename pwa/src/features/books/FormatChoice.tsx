import { useId } from 'preact/hooks'
import { t } from '../../i18n'

export type Format = 'pdf' | 'csv' | 'beancount' | 'hledger'

type Props<F extends Format> = { formats: readonly F[]; format: F; onChange: (format: F) => void }

/** Which kind of file, each with what it is good for. */
export function FormatChoice<F extends Format>({ formats, format, onChange }: Props<F>) {
  const name = useId()
  return (
    <fieldset class="books-formats">
      <legend class="strong">{t('books.format.label')}</legend>
      {formats.map((one) => (
        <label key={one} class="books-format">
          <input type="radio" name={name} checked={one === format} onChange={() => onChange(one)} />
          <span>
            <span class="strong">{t(`books.format.${one}.name`)}</span>
            <span class="soft small">{t(`books.format.${one}.what`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

import { t } from '../../../i18n'
import { Field } from '../../../ui/Field'
import { countOf, MOST_ON_A_SHEET, pagesFor } from './sheet'

type Props = { label: string; typed: string; asked: boolean; onType: (typed: string) => void }

/** How many cards there will be, and how much paper that is. */
export function HowMany({ label, typed, asked, onType }: Props) {
  const count = countOf(typed)
  const pages = count === null ? undefined : t('sheets.pages', { count: pagesFor(count) })
  return (
    <Field
      label={label}
      hint={pages ?? t('sheets.most', { count: MOST_ON_A_SHEET })}
      {...(asked && count === null && { error: t('sheets.most', { count: MOST_ON_A_SHEET }) })}
      inputMode="numeric"
      autoComplete="off"
      name="count"
      value={typed}
      onInput={onType}
    />
  )
}

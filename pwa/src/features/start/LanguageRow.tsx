import { LANGUAGES, language, languageCodes, setLanguage, t } from '../../i18n'

/** The languages, each by its own name; one tap changes everything. */
export function LanguageRow() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="languages" role="group" aria-label={t('start.language')}>
      {languageCodes.map((code) => (
        <button
          key={code}
          type="button"
          class="language"
          lang={code}
          aria-pressed={code === language.value}
          onClick={() => void setLanguage(code)}
        >
          {LANGUAGES[code]}
        </button>
      ))}
    </div>
  )
}

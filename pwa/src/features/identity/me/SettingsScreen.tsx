import type { Signal } from '@preact/signals'
import { api } from '../../../data/client'
import { me, signedInAs } from '../../../data/session'
import type { Me } from '../../../data/types'
import { isLanguage, LANGUAGES, language, languageCodes, setLanguage, t } from '../../../i18n'
import { Select, Toggle } from '../../../ui/Field'
import {
  aloud,
  largeDigits,
  sound,
  type TextSize,
  type Theme,
  textSize,
  theme,
} from '../../../ui/preferences'
import { Screen } from '../../../ui/Screen'
import { Tabs } from '../../../ui/Tabs'
import '../identity.css'

const THEMES: Theme[] = ['auto', 'light', 'dark']
const SIZES: TextSize[] = ['normal', 'large', 'largest']

/** Language, letters, light or dark, sound: at once, without a save button. */
export default function SettingsScreen() {
  return (
    <Screen title={t('identity.settings.title')} back="/me">
      <Select
        label={t('identity.settings.language')}
        value={language.value}
        onChange={(code) => void speak(code)}
        options={languageCodes.map((code) => ({ value: code, label: LANGUAGES[code] }))}
      />
      <section class="stack-tight">
        <h2 class="settings-label">{t('identity.settings.text')}</h2>
        <Tabs
          label={t('identity.settings.text')}
          current={textSize.value}
          tabs={SIZES.map((name) => ({ name, label: t(`identity.settings.size.${name}`) }))}
          onChange={(size) => {
            textSize.value = size
          }}
        />
      </section>
      <section class="stack-tight">
        <h2 class="settings-label">{t('identity.settings.theme')}</h2>
        <Tabs
          label={t('identity.settings.theme')}
          current={theme.value}
          tabs={THEMES.map((name) => ({ name, label: t(`identity.settings.themes.${name}`) }))}
          onChange={(choice) => {
            theme.value = choice
          }}
        />
      </section>
      <Switch name="digits" of={largeDigits} />
      {'speechSynthesis' in globalThis && <Switch name="aloud" of={aloud} />}
      <Switch name="sound" of={sound} />
    </Screen>
  )
}

function Switch({ name, of }: { name: 'digits' | 'aloud' | 'sound'; of: Signal<'on' | 'off'> }) {
  return (
    <Toggle
      label={t(`identity.settings.${name}`)}
      hint={t(`identity.settings.${name}Hint`)}
      checked={of.value === 'on'}
      onChange={(on) => {
        of.value = on ? 'on' : 'off'
      }}
    />
  )
}

/** Changes the language here at once, and on the person's other devices when the server can be told. */
async function speak(code: string): Promise<void> {
  if (!isLanguage(code)) return
  await setLanguage(code)
  if (!me.peek()) return
  await api.patch<Me>('/me', { language: code }).then(signedInAs, () => undefined)
}

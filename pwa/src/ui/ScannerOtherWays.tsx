import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Button } from './Button'
import { Field } from './Field'
import { Notice } from './Notice'

type TypedProps = { placeholder?: string | undefined; onCode: (text: string) => void }

/** A code that is typed letter by letter. */
export function TypedCode({ placeholder, onCode }: TypedProps) {
  const [open, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (open) form.current?.querySelector('input')?.focus()
  }, [open])
  if (!open)
    return (
      <Button look="quiet" icon="keyboard" onClick={() => setOpen(true)}>
        {t('ui.scanner.type')}
      </Button>
    )
  const use = (event: Event): void => {
    event.preventDefault()
    if (code.trim()) onCode(code.trim())
  }
  return (
    <form ref={form} class="scanner-typed" onSubmit={use}>
      <Field
        label={t('ui.scanner.typedLabel')}
        hint={placeholder}
        value={code}
        onInput={setCode}
        autoComplete="off"
        code
      />
      <Button type="submit">{t('ui.scanner.typedUse')}</Button>
    </form>
  )
}

export type PictureState = 'idle' | 'busy' | 'nothing'

/** A picture of a code, from this device. */
export function PictureWay({ state, onPicture }: { state: PictureState; onPicture: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      {state === 'nothing' && (
        <Notice kind="warning" title={t('ui.scanner.pictureNone')} next={t('ui.scanner.pictureNoneNext')} />
      )}
      <Button look="plain" icon="upload" busy={state === 'busy'} onClick={() => input.current?.click()}>
        {t('ui.scanner.picture')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          currentTarget.value = ''
          if (file) onPicture(file)
        }}
      />
    </>
  )
}

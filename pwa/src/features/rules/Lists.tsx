import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Field, Toggle } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import type { OneProps } from './RuleFields'
import { word } from './said'

type WordsProps = OneProps & { words: string[] | null }

/** A list of words, of which each can be taken away; where the rule allows it, "everything" instead. */
export function Words({ field, rule, label, words, error, onType }: WordsProps) {
  const [next, setNext] = useState('')
  const none = 'none' in field
  const list = words ?? []
  const add = (): void => {
    const wanted = next.trim()
    if (wanted) onType([...list, wanted])
    setNext('')
  }
  return (
    <fieldset class="rule-part">
      <legend>{label}</legend>
      {none && (
        <Toggle
          label={word(`rule.${rule}.${field.name}All`)}
          checked={words === null}
          onChange={(all) => onType(all ? null : [])}
        />
      )}
      {words !== null && (
        <>
          <Chosen list={list} onTake={(place) => onType(list.filter((_, index) => index !== place))} />
          <div class="rule-add">
            <Field
              label={word(`rule.${rule}.${field.name}Add`)}
              value={next}
              maxLength={40}
              onInput={setNext}
              {...(error && { error })}
            />
            <Button look="quiet" icon="plus" fit onClick={add}>
              {t('rules.add')}
            </Button>
          </div>
        </>
      )}
    </fieldset>
  )
}

type ChosenProps = { list: string[]; onTake: (place: number) => void }

function Chosen({ list, onTake }: ChosenProps) {
  return (
    <ul class="rule-words">
      {list.map((one, place) => (
        <li key={one} class="rule-word">
          <bdi>{one}</bdi>
          <button
            type="button"
            class="icon-button"
            aria-label={t('rules.takeOut', { name: one })}
            onClick={() => onTake(place)}
          >
            <Icon name="close" size={20} />
          </button>
        </li>
      ))}
    </ul>
  )
}

type AmountsProps = OneProps & { amounts: string[] }

/** A list of amounts: an empty line at the end takes another one. */
export function Amounts({ label, amounts, error, onType }: AmountsProps) {
  const lines = [...amounts, '']
  const write = (place: number, text: string): void =>
    onType(lines.map((line, index) => (index === place ? text : line)).filter((line) => line !== ''))
  return (
    <fieldset class="rule-part">
      <legend>{label}</legend>
      <div class="rule-amounts">
        {lines.map((line, place) => (
          <Field
            key={place}
            label={t('rules.note', { place: place + 1 })}
            inputMode="decimal"
            value={line}
            onInput={(text) => write(place, text)}
            {...(error && { error })}
          />
        ))}
      </div>
    </fieldset>
  )
}

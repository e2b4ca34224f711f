import type { Fact } from './said'

/** What a rule says. A rule of one value says it large; others as a list of terms. */
export function Facts({ facts }: { facts: Fact[] }) {
  const [only] = facts
  if (facts.length === 1 && only && only.label === '')
    return (
      <span class="rule-value">
        <bdi>{only.text}</bdi>
      </span>
    )
  return (
    <span class="rule-facts">
      {facts.map(({ name, label, text }) => (
        <span key={name} class="rule-fact">
          <span class="soft">{label}</span>{' '}
          <span class="strong">
            <bdi>{text}</bdi>
          </span>
        </span>
      ))}
    </span>
  )
}

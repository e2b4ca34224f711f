import type { DisputeStep } from '../../data/api-types'
import { type MessageKey, t } from '../../i18n'
import { whenSaid } from '../../ui/moments'
import type { Unit } from '../../ui/money'
import { backSaid } from './said'

const WITH_AMOUNT = new Set(['answered', 'decided', 'paid'])

/** Everything that happened, oldest first; nothing of it is ever changed. */
export function Steps({ steps, unit }: { steps: DisputeStep[]; unit: Unit }) {
  return (
    <section class="stack-tight">
      <h2>{t('disputes.steps')}</h2>
      <ol class="dispute-steps">
        {steps.map((step) => (
          <li key={`${step.kind} ${step.at}`} class={step.side ? `dispute-by-${step.side}` : undefined}>
            <p class="strong">{t(`disputes.step.${step.kind}` as MessageKey)}</p>
            {step.words && (
              <p class="dispute-said">
                <bdi>{step.words}</bdi>
              </p>
            )}
            {WITH_AMOUNT.has(step.kind) && <p>{backSaid(step.amount, unit)}</p>}
            <p class="soft small">{whenSaid(step.at)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

import type { Hat } from '../data/session'
import { t } from '../i18n'

/** Whose app this is now: the organisation or the neighbourhood, and the role there. */
export function HatName({ hat: worn }: { hat: Hat }) {
  return (
    <span class="hat-name">
      <span class="strong">
        <bdi>{worn.organisation?.name ?? worn.community.name}</bdi>
      </span>
      <span class="soft small">{t(`shell.hat.${worn.kind}`)}</span>
    </span>
  )
}

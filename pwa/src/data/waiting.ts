import { signal } from '@preact/signals'

/** How many commands of this person wait for a network; the outbox counts them. */
export const waitingCommands = signal(0)
/** These, and those that were refused or need the person, and nobody has seen yet. */
export const outboxBadge = signal(0)

import { signal } from '@preact/signals'

/** How many commands of this person wait for a network; the outbox counts them. */
export const waitingCommands = signal(0)

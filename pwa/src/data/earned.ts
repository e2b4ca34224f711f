import { signal } from '@preact/signals'

/** Minor units that were earned just now and have not been seen flying into the balance yet. */
export const justEarned = signal(0)

import { startOutbox } from '../outbox'
import { startPreparing } from './prepare'

/** From now on what waits is sent by itself, and what is needed without a network is fetched ahead. */
export function startSending(): void {
  startPreparing()
  startOutbox()
}

import { ApiError } from './problem'

/** Where this phone is: degrees, and by how many metres that may be wrong. */
export type Position = { latitude: number; longitude: number; accuracy: number }

const WAIT = 20_000

/**
 * Asks the phone where it is, once; the browser asks the person the first time. It is kept nowhere. Rejects with
 * ApiError `position_denied` when that was refused, else `position_unavailable`.
 */
export function whereNow(): Promise<Position> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new ApiError('position_unavailable', 400))
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => resolve({ latitude, longitude, accuracy }),
      ({ code, PERMISSION_DENIED }) =>
        reject(new ApiError(code === PERMISSION_DENIED ? 'position_denied' : 'position_unavailable', 400)),
      { enableHighAccuracy: true, timeout: WAIT, maximumAge: 0 },
    )
  })
}

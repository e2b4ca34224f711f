/** Metres around a spot that a task can choose from. */
export const RADII = ['50', '100', '250', '500', '1000'] as const
export const DEFAULT_RADIUS = '100'

/** About a metre: more digits than a phone knows. */
const DIGITS = 5

/** A place as it stands in the form. */
export const spotText = (latitude: number, longitude: number): string =>
  `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`

/** Latitude and longitude in degrees, as maps write them; null for anything else. */
export function readSpot(text: string): { latitude: number; longitude: number } | null {
  const [latitude, longitude, ...more] = text
    .trim()
    .split(/[\s,;]+/)
    .map(Number)
  if (latitude === undefined || longitude === undefined || more.length > 0) return null
  const fits = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return fits ? { latitude, longitude } : null
}

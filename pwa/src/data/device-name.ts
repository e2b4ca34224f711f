const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]
const BROWSERS: [RegExp, string][] = [
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Edg/, 'Edge'],
  [/OPR/, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]

/** What a list of devices calls this one, such as "Android, Chrome". */
export function deviceName(agent: string = navigator.userAgent): string {
  const find = (known: [RegExp, string][]): string | undefined =>
    known.find(([pattern]) => pattern.test(agent))?.[1]
  return [find(SYSTEMS), find(BROWSERS)].filter(Boolean).join(', ') || 'Browser'
}

/** Browsers differ in where a permission is given back; these are the ways that are explained. */
export type BrowserFamily = 'safari' | 'firefox' | 'chrome' | 'other'

/** Which explanation fits; every browser on an iPhone is Safari under another name. */
export function browserFamily(agent: string = navigator.userAgent): BrowserFamily {
  if (/iPhone|iPad|iPod/.test(agent)) return 'safari'
  if (/Firefox\//.test(agent)) return 'firefox'
  if (/Chrome\/|Edg|SamsungBrowser/.test(agent)) return 'chrome'
  return /Safari\//.test(agent) ? 'safari' : 'other'
}

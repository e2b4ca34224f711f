import type { Fetched } from '../../data/download'

/** An installed app on an iPhone shows a saved file without any way back: there, sharing is saving. */
export const savesByShareSheet = (): boolean => 'standalone' in navigator && navigator.standalone === true

/** True where the phone can hand a file on: to mail, to a printer, to its own folders. */
export function canShare(file: Fetched): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [asFile(file)] })
}

/** Opens the phone's own sheet for handing a file on; closing it without a choice is no trouble. */
export async function share(file: Fetched): Promise<void> {
  try {
    await navigator.share({ files: [asFile(file)] })
  } catch (problem) {
    if (!(problem instanceof DOMException && problem.name === 'AbortError')) throw problem
  }
}

/** Saves a file where the browser saves files. */
export function save({ blob, name }: Fetched): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const asFile = ({ blob, name }: Fetched): File =>
  new File([blob], name, { type: blob.type.split(';')[0] ?? '' })

/** "312 kB", "4,2 MB". */
export function sizeSaid(bytes: number, language: string): string {
  const large = bytes >= 1_000_000
  const unit = large ? 'megabyte' : 'kilobyte'
  const amount = large ? bytes / 1_000_000 : Math.max(1, bytes / 1_000)
  const digits = large && amount < 10 ? 1 : 0
  const shown = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(`${language}-u-nu-latn`, shown).format(amount)
}

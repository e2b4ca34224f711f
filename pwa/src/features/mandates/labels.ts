const MOST = 200

/** What stands on the signs of plots: "1-4, 7a" is 1, 2, 3, 4 and 7a. */
export function labelsIn(typed: string): string[] {
  const labels = typed.split(/[\s,;]+/).flatMap((part) => {
    const range = /^(\d{1,4})-(\d{1,4})$/.exec(part)
    if (!range) return part ? [part] : []
    const [first, last] = [Number(range[1]), Number(range[2])]
    return Array.from({ length: Math.min(MOST, Math.max(0, last - first + 1)) }, (_, n) => String(first + n))
  })
  return [...new Set(labels)].slice(0, MOST)
}

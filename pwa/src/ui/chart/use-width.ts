import { useEffect, useRef, useState } from 'preact/hooks'

/** The width of an element in CSS pixels, followed as it changes; a chart is drawn at exactly that size. */
export function useWidth(): { frame: { current: HTMLDivElement | null }; width: number } {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    if (frame.current) seen.observe(frame.current)
    return () => seen.disconnect()
  }, [])
  return { frame, width }
}

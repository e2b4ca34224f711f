import { signal } from '@preact/signals'
import { FIRST_SHAPES } from './icon-shapes'
import type { MORE_SHAPES } from './more-icon-shapes'

export type IconName = keyof typeof FIRST_SHAPES | keyof typeof MORE_SHAPES

const shapes = signal<Partial<Record<IconName, string>>>(FIRST_SHAPES)
let loading: Promise<void> | undefined

/** Brings the icons that the first screen does not need; every other screen waits for them. */
export function loadIcons(): Promise<void> {
  loading ??= import('./more-icon-shapes').then(({ MORE_SHAPES: more }) => {
    shapes.value = { ...FIRST_SHAPES, ...more }
  })
  loading.catch(() => {
    loading = undefined
  })
  return loading
}

/** An icon beside words; it says nothing to a screen reader by itself. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={shapes.value[name] ?? ''} />
    </svg>
  )
}

import './Skeleton.css'

/** The shape of what is being loaded, instead of a spinner. `rows` draws `count` list rows (default 3). */
export function Skeleton({
  shape,
  count = 3,
}: {
  shape: 'title' | 'card' | 'amount' | 'rows'
  count?: number
}) {
  if (shape !== 'rows') return <div class={`skeleton skeleton-${shape}`} aria-hidden="true" />
  return (
    <div class="skeleton-list" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div class="skeleton skeleton-row" key={index} />
      ))}
    </div>
  )
}

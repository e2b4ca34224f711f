import './Avatar.css'

/** The first letter of a name in a round; the name itself stands beside it. */
export function Avatar({ name, size = 44 }: { name: string; size?: number }) {
  const [letter = '?'] = new Intl.Segmenter().segment(name.trim())
  const shown = typeof letter === 'string' ? letter : letter.segment
  return (
    <span class="avatar" aria-hidden="true" style={{ inlineSize: `${size}px`, blockSize: `${size}px` }}>
      {shown.toLocaleUpperCase()}
    </span>
  )
}

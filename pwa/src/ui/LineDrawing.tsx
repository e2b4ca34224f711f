/** Lines in a 48 by 48 box, in the colour of the text around them; silent for screen readers. */
export function LineDrawing({ path, size, width }: { path: string; size: number; width: number }) {
  return (
    <svg
      class="pictogram"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      stroke-width={width}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={path} />
    </svg>
  )
}

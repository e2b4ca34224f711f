export type Layout = 'poster' | 'sheet'

/** The address of the print screen for codes; it names their tasks too, so that nothing has to be searched. */
export function printPath(codes: { id: string; taskId: string }[], layout: Layout): string {
  const query = new URLSearchParams({
    codes: codes.map(({ id }) => id).join(','),
    tasks: codes.map(({ taskId }) => taskId).join(','),
    layout,
  })
  return `/print?${query.toString().replaceAll('%2C', ',')}`
}

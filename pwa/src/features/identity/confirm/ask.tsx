import { render } from 'preact'
import { ConfirmSheet } from './ConfirmSheet'

let asking: Promise<boolean> | undefined

/** Asks once for all requests that need a fresh login at the same moment; false when the person closes the sheet. */
export function askToConfirm(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = undefined
  })
  return asking
}

function ask(): Promise<boolean> {
  const place = document.createElement('div')
  document.body.append(place)
  return new Promise((resolve) => {
    const finish = (confirmed: boolean): void => {
      render(null, place)
      place.remove()
      resolve(confirmed)
    }
    render(<ConfirmSheet onDone={finish} />, place)
  })
}

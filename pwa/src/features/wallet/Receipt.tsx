import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Entry } from '../../data/types'
import type { Unit } from '../../ui/money'

export type ReceiptProps = { entry: Entry | null; unit: Unit; onClose: () => void }

/** The receipt of a line; its code and pictures are fetched when the first one is opened. */
export function Receipt(props: ReceiptProps) {
  const [view, setView] = useState<ComponentType<ReceiptProps>>()
  const wanted = props.entry !== null
  useEffect(() => {
    if (!wanted || view) return
    import('./ReceiptSheet').then(({ ReceiptSheet }) => setView(() => ReceiptSheet), props.onClose)
  }, [wanted])
  const View = view
  return View ? <View {...props} /> : null
}

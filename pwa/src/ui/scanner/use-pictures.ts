import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { announce } from '../announce'
import { listenToPaste, pictureIn, readPicture } from './pictures'

/** Pictures of codes that were chosen, pasted or dropped; pasted text counts as typed. */
export function usePictures(onText: (text: string) => void) {
  const [state, setState] = useState<'idle' | 'busy' | 'nothing'>('idle')
  const [over, setOver] = useState(false)
  const latest = useRef(onText)
  latest.current = onText
  const read = (file: Blob): void => {
    setState('busy')
    announce(t('ui.scanner.busy'))
    readPicture(file)
      .catch(() => null)
      .then((text) => {
        setState(text ? 'idle' : 'nothing')
        if (text) latest.current(text)
      })
  }
  useEffect(() => listenToPaste(read, (text) => latest.current(text)), [])
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const file = pictureIn(event.dataTransfer)
      if (file) read(file)
    },
  }
  return { state, over, read, drop }
}

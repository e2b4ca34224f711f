import { loadServer } from '../../../data/server'
import { me, sessionKnown } from '../../../data/session'
import { feedFrame, scannerIsOpen } from '../../../ui/QrScanner'
import { navigate } from '../../../ui/router'
import { stepInto } from '../step-in'
import { ownRole, tryOrigin } from '../try/hosts'
import { type Ask, messageOf, type Read, type Reply, type Shown } from '../try/messages'
import { shownQr } from './qr-pixels'

const PATIENCE = 5000

/**
 * Lets the example's page with three phones hold this phone before another: it asks for the pixels of the QR on
 * screen, and hands such pixels to the scanner. Only on a server that shows the example, only for that page.
 */
export async function startBridge(): Promise<void> {
  const { example } = await loadServer().catch(() => ({ example: false }))
  if (!example) return
  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.origin !== tryOrigin() || event.source !== window.parent) return
    const ask = messageOf<Ask>(event.data)
    if (ask) void answer(ask)
  })
  reply({ wijkmunt: 'ready' })
}

const reply = (message: Reply): void => window.parent.postMessage(message, tryOrigin())

async function answer(ask: Ask): Promise<void> {
  if (ask.wijkmunt === 'begin') return begin()
  const given = await (ask.wijkmunt === 'show' ? show(ask.at) : read(ask.at, ask.frame))
  reply({ wijkmunt: 'answer', id: ask.id, answer: given })
}

/** Steps into this phone's role, once it is known that nobody is signed in here. */
async function begin(): Promise<void> {
  await until(() => sessionKnown.peek())
  const role = ownRole()
  if (!me.peek() && role) await stepInto(role).catch(() => undefined)
}

/** The QR on screen; the payer's phone opens its code by itself, as a hand would. */
async function show(at: 'code' | 'poster'): Promise<Shown> {
  let frame = await shownQr()
  if (!frame && at === 'code') {
    navigate('/home', { replace: true })
    navigate('/pay')
    await until(async () => {
      frame = await shownQr()
      return frame !== null
    })
  }
  return frame ? { outcome: 'shown', frame } : { outcome: 'nothing' }
}

/** Gives pixels to the scanner on screen; the resident's scanner is opened first, the till's is the shop's own step. */
async function read(at: 'counter' | 'scanner', frame: ImageData): Promise<Read> {
  if (at === 'scanner' && !scannerIsOpen()) navigate('/scan')
  if (!(await until(scannerIsOpen, at === 'scanner' ? PATIENCE : 300))) return { outcome: 'closed' }
  return { outcome: (await feedFrame(frame)) === null ? 'unreadable' : 'read' }
}

/** Waits until `happened`, at most `patience` milliseconds; whether it did. */
async function until(happened: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<boolean> {
  const end = Date.now() + patience
  while (!(await happened())) {
    if (Date.now() > end) return false
    await new Promise((again) => setTimeout(again, 60))
  }
  return true
}

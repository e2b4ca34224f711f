import { sound } from './preferences'

let audio: AudioContext | undefined

/**
 * Lets later chimes sound: browsers allow sound only after a tap, so call this from one (opening the payment
 * code, starting the scan).
 */
export function allowSound(): void {
  if (sound.peek() === 'off' || typeof AudioContext === 'undefined') return
  audio ??= new AudioContext()
  void audio.resume().catch(() => undefined)
}

/** Two rising notes and a short vibration, unless the person switched them off. */
export function celebrate(): void {
  if (sound.peek() === 'off') return
  vibrate([60, 40, 120])
  allowSound()
  if (audio?.state === 'running') ring(audio, [784, 1175])
}

/** A short tick: the camera has read something, look at the screen. */
export function tick(): void {
  if (sound.peek() === 'off') return
  vibrate([30])
  if (audio?.state === 'running') ring(audio, [1319])
}

/** One low note and a long vibration: look at the screen, something was refused. */
export function warn(): void {
  if (sound.peek() === 'off') return
  vibrate([280])
  allowSound()
  if (audio?.state === 'running') ring(audio, [220])
}

/** Milliseconds on, off, on; browsers refuse it, loudly, before the first tap. */
function vibrate(pattern: number[]): void {
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(pattern)
}

/** Plays notes (hertz) one after another, like small bells. */
function ring(context: AudioContext, notes: number[]): void {
  for (const [index, hertz] of notes.entries()) {
    const start = context.currentTime + index * 0.12
    const bell = context.createOscillator()
    const loudness = context.createGain()
    bell.type = 'triangle'
    bell.frequency.value = hertz
    loudness.gain.setValueAtTime(0, start)
    loudness.gain.linearRampToValueAtTime(0.35, start + 0.015)
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.5)
    bell.connect(loudness).connect(context.destination)
    bell.start(start)
    bell.stop(start + 0.55)
  }
}

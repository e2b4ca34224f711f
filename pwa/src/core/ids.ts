/** Ids: UUIDv7 (RFC 9562 section 5.7), made here before a command is sent. */

import { v7 } from 'uuid'
import { type Bytes, fromHex, toHex } from './bytes'

export const newId = (): string => v7()

/** The 16 bytes of a UUID in its canonical text; RangeError for other text. */
export function idBytes(id: string): Bytes {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new RangeError('not a UUID')
  return fromHex(id.replaceAll('-', ''))
}

/** The canonical text of 16 bytes. */
export function idText(content: Bytes): string {
  return toHex(content).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Compressed P-256 points (SEC 1, section 2.3): WebCrypto reads only whole ones. */

import { type Bytes, concat, fromHex, toHex } from './bytes'
import { CodeError } from './code-error'
import { SPKI_START } from './signature'

export const COMPRESSED_LENGTH = 33

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/** The SPKI DER of the point that `compressed` stands for; CodeError `code_unreadable` for no point. */
export function spkiOfCompressed(compressed: Bytes): Bytes {
  const sign = compressed[0]
  const x = BigInt(`0x0${toHex(compressed.slice(1))}`)
  if (compressed.length !== COMPRESSED_LENGTH || (sign !== 2 && sign !== 3) || x >= P) {
    throw new CodeError('code_unreadable')
  }
  const square = (x * x * x - 3n * x + B + 3n * P) % P
  const root = power(square, (P + 1n) / 4n)
  if ((root * root) % P !== square) throw new CodeError('code_unreadable')
  const y = Number(root & 1n) === (sign & 1) ? root : P - root
  return concat(fromHex(SPKI_START), compressed.slice(1), fromHex(y.toString(16).padStart(64, '0')))
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}

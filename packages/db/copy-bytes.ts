import type { CopyValue } from '@grove/kernel/server'
import type { Room } from './room.ts'

/** Rows in the text format of COPY as UTF-8, each begun by `first`. */
export interface CopyBytes {
  /** Answers how many bytes are written. */
  addRow(row: readonly CopyValue[]): number
  /** All of them, at the beginning of memory that is whoever's asks; nothing is added after that. */
  bytes(): Uint8Array<ArrayBuffer>
}

const FIRST = 65_536

const TAB = 9
const NEW_LINE = 10
const BACKSLASH = 92
const LETTER_T = 116
const LETTER_F = 102
const CAPITAL_N = 78
const ZERO = 48
/** What stands behind a backslash for a character that would end a cell or a row; 0 for the others. */
const ESCAPED = new Uint8Array(BACKSLASH + 1)
for (const [sign = '', letter = ''] of ['\tt', '\nn', '\rr', '\\\\']) ESCAPED[sign.charCodeAt(0)] = letter.charCodeAt(0)

/**
 * Character by character into bytes. A cell is a dozen characters: a call that encodes it costs more than they do, and joined cells are strings that
 * the collector has to look through.
 */
export function copyBytes(first: number, memory: Room): CopyBytes {
  let out = memory.take(FIRST)
  let at = 0
  const room = (more: number) => {
    if (at + more <= out.length) return
    const larger = memory.take(Math.max(out.length * 2, at + more))
    larger.set(out.subarray(0, at))
    memory.give(out)
    out = larger
  }
  const putText = (text: string) => {
    room(text.length * 3)
    const length = text.length
    // In variables of this call, which the machine keeps at hand.
    const bytes = out
    let to = at
    for (let by = 0; by < length; by++) {
      const code = text.charCodeAt(by)
      if (code < 0x80) {
        const escaped = code > BACKSLASH ? 0 : ESCAPED[code]
        if (escaped) {
          bytes[to++] = BACKSLASH
          bytes[to++] = escaped
        } else bytes[to++] = code
      } else if (code >= 0x800 && (code < 0xd800 || code > 0xdfff)) {
        bytes[to++] = 0xe0 | (code >> 12)
        bytes[to++] = 0x80 | ((code >> 6) & 63)
        bytes[to++] = 0x80 | (code & 63)
      } else if (code < 0x800) {
        bytes[to++] = 0xc0 | (code >> 6)
        bytes[to++] = 0x80 | (code & 63)
      } else {
        const point = text.codePointAt(by) ?? 0
        // Half a character becomes the sign for that, as TextEncoder does it.
        const whole = point > 0xffff ? point : 0xfffd
        if (point > 0xffff) {
          bytes[to++] = 0xf0 | (whole >> 18)
          bytes[to++] = 0x80 | ((whole >> 12) & 63)
          by++
        } else bytes[to++] = 0xe0 | (whole >> 12)
        bytes[to++] = 0x80 | ((whole >> 6) & 63)
        bytes[to++] = 0x80 | (whole & 63)
      }
    }
    at = to
  }
  const putNumber = (value: number) => {
    if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) return putText(String(value))
    room(10)
    let digits = 1
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++
    at += digits
    for (let to = at - 1, rest = value; digits > 0; digits--, to--, rest = (rest / 10) | 0) out[to] = ZERO + (rest % 10)
  }
  const put = (value: CopyValue) => {
    if (typeof value === 'string') return putText(value)
    if (typeof value === 'number') return putNumber(value)
    room(2)
    if (value === null) {
      out[at++] = BACKSLASH
      out[at++] = CAPITAL_N
    } else if (typeof value === 'boolean') out[at++] = value ? LETTER_T : LETTER_F
    else putText(value.toISOString())
  }
  const addRow: CopyBytes['addRow'] = (row) => {
    putNumber(first)
    for (const cell of row) {
      room(1)
      out[at++] = TAB
      put(cell)
    }
    room(1)
    out[at++] = NEW_LINE
    return at
  }
  return { addRow, bytes: () => out.subarray(0, at) }
}

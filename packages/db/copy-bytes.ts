import type { CopyValue } from '@grove/kernel/server'
import type { Room } from './room.ts'

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
 * Rows in the text format of COPY as UTF-8, each begun by `first`. Character by character into bytes: a cell is a dozen characters, a call that
 * encodes it costs more than they do, and joined cells are strings that the collector has to look through. A class, because functions made anew for
 * each batch are compiled anew for each.
 */
export class CopyBytes {
  private out: Uint8Array<ArrayBuffer>
  private at = 0
  private readonly first: number
  private readonly memory: Room

  constructor(first: number, memory: Room) {
    this.first = first
    this.memory = memory
    this.out = memory.take(FIRST)
  }

  /** Answers how many bytes are written. */
  addRow(row: readonly CopyValue[]): number {
    this.putNumber(this.first)
    for (let by = 0; by < row.length; by++) {
      this.room(1)
      this.out[this.at++] = TAB
      this.put(row[by] ?? null)
    }
    this.room(1)
    this.out[this.at++] = NEW_LINE
    return this.at
  }

  /** All of them, at the beginning of memory that is whoever's asks; nothing is added after that. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.out.subarray(0, this.at)
  }

  private putText(text: string): void {
    this.room(text.length * 3)
    const length = text.length
    // In variables of this call, which the machine keeps at hand.
    const bytes = this.out
    let to = this.at
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
    this.at = to
  }

  private putNumber(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) return this.putText(String(value))
    this.room(10)
    const bytes = this.out
    let digits = 1
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++
    this.at += digits
    for (let to = this.at - 1, rest = value; digits > 0; digits--, to--, rest = (rest / 10) | 0) bytes[to] = ZERO + (rest % 10)
  }

  private put(value: CopyValue): void {
    if (typeof value === 'string') return this.putText(value)
    if (typeof value === 'number') return this.putNumber(value)
    this.room(2)
    if (value === null) {
      this.out[this.at++] = BACKSLASH
      this.out[this.at++] = CAPITAL_N
    } else if (typeof value === 'boolean') this.out[this.at++] = value ? LETTER_T : LETTER_F
    else this.putText(value.toISOString())
  }

  private room(more: number): void {
    const { out, at, memory } = this
    if (at + more <= out.length) return
    this.out = memory.take(Math.max(out.length * 2, at + more))
    this.out.set(out.subarray(0, at))
    memory.give(out)
  }
}

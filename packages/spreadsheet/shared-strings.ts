import { SpreadsheetFault } from './fault.ts'
import { readXml } from './xml.ts'

const BLOCK = 1024 * 1024
/** Text that all cells of a workbook share: kept as bytes, because a million JavaScript strings take five times as much. */
const MOST_BYTES = 256 * 1024 * 1024

export class SharedStrings {
  #blocks: Buffer[] = []
  #used = BLOCK
  #bytes = 0
  readonly #places: number[] = []

  get(index: number): string {
    const place = this.#places[index * 2]
    const length = this.#places[index * 2 + 1]
    if (place === undefined || length === undefined) return ''
    const block = this.#blocks[Math.floor(place / 2 ** 32)] as Buffer
    const start = place % 2 ** 32
    return block.toString('utf8', start, start + length)
  }

  add(text: string): void {
    const length = Buffer.byteLength(text)
    this.#bytes += length
    if (this.#bytes > MOST_BYTES) throw new SpreadsheetFault('too_large')
    if (this.#used + length > BLOCK) {
      this.#blocks.push(Buffer.allocUnsafe(Math.max(BLOCK, length)))
      this.#used = 0
    }
    const at = this.#blocks.length - 1
    ;(this.#blocks[at] as Buffer).write(text, this.#used)
    this.#places.push(at * 2 ** 32 + this.#used, length)
    this.#used = length > BLOCK ? BLOCK : this.#used + length
  }
}

/** Rich text is joined; readings of Chinese and Japanese words (`rPh`) are left out. */
export async function readSharedStrings(bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const strings = new SharedStrings()
  let text = ''
  let inText = false
  let inReading = false
  await readXml(bytes, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') inReading = true
    },
    close: (name) => {
      if (name === 'si') strings.add(unescapeText(text))
      else if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
    },
    text: (piece) => {
      if (inText && !inReading) text += piece
    },
  })
  return strings
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

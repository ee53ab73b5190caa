import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { SpreadsheetFault } from './fault.ts'

export interface ZipLimits {
  /** Bytes of all parts together once inflated. */
  readonly inflated: number
  /** Inflated bytes for each packed one; only asked of parts above a megabyte. */
  readonly ratio: number
}
export const ZIP_LIMITS: ZipLimits = { inflated: 2 * 1024 ** 3, ratio: 200 }

const MOST_PARTS = 2000
const SMALL = 1024 * 1024

/**
 * A zip file on disk whose parts are read by name. What it would inflate to is added up before anything is inflated; yauzl holds
 * every part to the size it declares. @throws SpreadsheetFault
 */
export class Zip {
  readonly #file: ZipFile
  readonly #parts: ReadonlyMap<string, Entry>

  private constructor(file: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.#file = file
    this.#parts = parts
  }

  static async open(path: string, limits: ZipLimits = ZIP_LIMITS): Promise<Zip> {
    const file = await openFile(path)
    try {
      return new Zip(file, await readParts(file, limits))
    } catch (error) {
      file.close()
      throw error
    }
  }

  has(name: string): boolean {
    return this.#parts.has(name)
  }

  /** Inflated bytes of a part, piece after piece; nothing when it is not there. */
  async *read(name: string): AsyncGenerator<Buffer, void> {
    const entry = this.#parts.get(name)
    if (!entry) return
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.#file.openReadStream(entry, (error, opened) => (error ? reject(new SpreadsheetFault('malformed')) : resolve(opened))),
    )
    try {
      for await (const piece of stream) yield piece as Buffer
    } catch {
      throw new SpreadsheetFault('malformed')
    } finally {
      stream.destroy()
    }
  }

  close(): void {
    this.#file.close()
  }
}

function openFile(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, file) =>
      error || !file ? reject(new SpreadsheetFault('malformed')) : resolve(file),
    )
  })
}

function readParts(file: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  if (file.entryCount > MOST_PARTS) throw new SpreadsheetFault('too_large')
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Entry>()
    let inflated = 0
    file.on('entry', (entry: Entry) => {
      inflated += entry.uncompressedSize
      const bomb = entry.uncompressedSize > SMALL && entry.uncompressedSize > entry.compressedSize * limits.ratio
      if (inflated > limits.inflated || bomb) return reject(new SpreadsheetFault('too_large'))
      if (entry.isEncrypted()) return reject(new SpreadsheetFault('encrypted'))
      parts.set(entry.fileName.replaceAll('\\', '/').toLowerCase(), entry)
      file.readEntry()
    })
    file.on('end', () => resolve(parts))
    file.on('error', () => reject(new SpreadsheetFault('malformed')))
    file.readEntry()
  })
}

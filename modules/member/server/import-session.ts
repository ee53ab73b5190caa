import type { Ctx } from '@grove/kernel/server'
import type { ImportRowError } from '../contract/index.ts'
import { type ImportRow, readRow } from '../domain/import-row.ts'
import { type CsvRecord, csvRecords } from './import-rows.ts'
import { decode } from './import-text.ts'
import { identityKey } from './new-member.ts'
import type { ImportRecord } from './store-import.ts'
import { chunksOf } from './upload-import.ts'

export interface Batch {
  /** Number of file rows it stands for, good and bad. */
  readonly size: number
  readonly rows: readonly ImportRow[]
  readonly faults: readonly ImportRowError[]
}

/**
 * Reading one import's file from its beginning. A batch stays the same until `commit`, so a failed one is simply asked for again;
 * a process that takes over reads past the rows already done (which also fills the keys seen so far).
 */
export class ImportSession {
  readonly #record: ImportRecord
  readonly #records: AsyncGenerator<CsvRecord, void>
  readonly #lineOf = new Map<string, number>()
  #position = 0
  #batch: Batch | undefined

  constructor(ctx: Ctx, record: ImportRecord) {
    this.#record = record
    this.#records = csvRecords(decode(chunksOf(ctx, record.id), record.encoding), record.delimiter)
  }

  /** Rows committed so far. */
  get position(): number {
    return this.#position
  }

  async open(done: number): Promise<void> {
    await this.#records.next()
    while (this.#position < done) {
      const batch = await this.#read(Math.min(1000, done - this.#position))
      if (batch.size === 0) return
      this.#position += batch.size
    }
  }

  async batch(size: number): Promise<Batch> {
    this.#batch ??= await this.#read(size)
    return this.#batch
  }

  commit(): void {
    this.#position += this.#batch?.size ?? 0
    this.#batch = undefined
  }

  async close(): Promise<void> {
    await this.#records.return()
  }

  async #read(size: number): Promise<Batch> {
    const rows: ImportRow[] = []
    const faults: ImportRowError[] = []
    let count = 0
    while (count < size) {
      const next = await this.#records.next()
      if (next.done) break
      count++
      const result = readRow(next.value.line, next.value.cells, this.#record.columns, this.#record.headings)
      if ('faults' in result) faults.push(...result.faults)
      else {
        const fault = this.#twice(result.row)
        if (fault) faults.push(fault)
        else rows.push(result.row)
      }
    }
    return { size: count, rows, faults }
  }

  /** The same key on two lines would make the outcome depend on their order and differ on a second import. */
  #twice(row: ImportRow): ImportRowError | undefined {
    const keys = row.identities.map(identityKey)
    const first = keys.map((key) => this.#lineOf.get(key)).find((line) => line !== undefined)
    if (first !== undefined) return { line: row.line, column: null, code: 'twice_in_file', value: String(first) }
    for (const key of keys) this.#lineOf.set(key, row.line)
    return undefined
  }
}

import type { Ctx } from '@grove/kernel/server'
import type { SheetRow } from '@grove/spreadsheet'
import type { ImportRowError } from '../../contract/index.ts'
import { fitAttributes } from '../../domain/fit-value.ts'
import { type ImportRow, readRow } from '../../domain/import-row.ts'
import { contactTokens, sealContact } from '../contact.ts'
import { allFields } from '../store-field.ts'
import { identityKey } from '../new-member.ts'
import { readRows } from './kept-rows.ts'
import { type ImportRecord, readChunk } from './store.ts'

export interface Batch {
  readonly rows: readonly ImportRow[]
  readonly faults: readonly ImportRowError[]
  /** As they came, for the error file. */
  readonly source: readonly SheetRow[]
}

/** One chunk understood: what can be told without the database. Undefined behind the last one. */
export async function prepareBatch(ctx: Ctx, record: ImportRecord): Promise<Batch | undefined> {
  const bytes = await readChunk(ctx, record.id, record.nextChunk)
  if (!bytes) return undefined
  const source = readRows(bytes)
  const lineOf = new Map<string, number>()
  const rows: ImportRow[] = []
  const fields = new Map((await allFields(ctx)).filter((field) => !field.archivedAt).map((field) => [field.key, field]))
  const faults: ImportRowError[] = []
  for (const [at, { line, cells }] of source.entries()) {
    // The batch before is on its way to the database meanwhile: it must not wait for this one.
    if (at % 100 === 99) await breath()
    const result = readRow(line, cells, record.columns, record.headings)
    if ('faults' in result) {
      faults.push(...result.faults)
      continue
    }
    const attributes = fitAttributes(fields, result.row.attributes)
    const barred = result.row.tags.find((tag) => record.barredTags.includes(tag))
    const fault =
      barred !== undefined
        ? { line, column: record.headings[record.columns.indexOf('tags')] ?? null, code: 'tag_not_yours' as const, value: barred }
        : 'fault' in attributes
          ? badField(line, attributes.key, result.row)
          : twice(result.row, lineOf)
    if (fault) faults.push(fault)
    else if ('attributes' in attributes) rows.push({ ...result.row, attributes: attributes.attributes })
    warm(ctx, result.row)
  }
  return { rows, faults, source }
}

function badField(line: number, key: string, row: ImportRow): ImportRowError {
  return { line, column: key, code: 'bad_field', value: String(row.attributes[key] ?? '').slice(0, 80) }
}

const breath = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Seals and digests are remembered for a batch or two: made here, while the database works on the batch before. */
function warm(ctx: Ctx, { fields }: ImportRow): void {
  contactTokens(ctx, fields)
  sealContact(ctx, 'phone', fields.phone)
  sealContact(ctx, 'email', fields.email)
}

/** The same key on two lines would make the outcome depend on their order and differ on a second import. */
function twice(row: ImportRow, lineOf: Map<string, number>): ImportRowError | undefined {
  const keys = row.identities.map(identityKey)
  if (row.memberId !== undefined) keys.push(`member\n${row.memberId}`)
  for (const key of keys) {
    const first = lineOf.get(key)
    if (first !== undefined) return { line: row.line, column: null, code: 'twice_in_file', value: String(first) }
  }
  for (const key of keys) lineOf.set(key, row.line)
  return undefined
}

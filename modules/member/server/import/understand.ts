import type { SheetRow } from '@grove/spreadsheet'
import type { ImportRowError, ImportTarget, MemberField } from '../../contract/index.ts'
import { fitAttributes } from '../../domain/fit-value.ts'
import { type ImportRow, readRow } from '../../domain/import-row.ts'
import { identityKey } from '../new-member.ts'

/** How the cells of a file are read. */
export interface Reading {
  readonly columns: readonly ImportTarget[]
  readonly headings: readonly string[]
  readonly barredTags: readonly string[]
  /** Fields of our own that are in use. */
  readonly fields: readonly MemberField[]
}

export interface Understood {
  readonly rows: readonly ImportRow[]
  readonly faults: readonly ImportRowError[]
}

const PAUSE = 100

/** What can be told of a chunk without the database. Stops now and then, so that whoever has other work can do it. */
export function* understand(source: readonly SheetRow[], { columns, headings, barredTags, fields }: Reading): Generator<void, Understood> {
  const lineOf = new Map<string, number>()
  const fieldOf = new Map(fields.map((field) => [field.key, field]))
  const rows: ImportRow[] = []
  const faults: ImportRowError[] = []
  for (const [at, { line, cells }] of source.entries()) {
    if (at % PAUSE === PAUSE - 1) yield
    const result = readRow(line, cells, columns, headings)
    if ('faults' in result) {
      faults.push(...result.faults)
      continue
    }
    const attributes = fitAttributes(fieldOf, result.row.attributes)
    const barred = result.row.tags.find((tag) => barredTags.includes(tag))
    const fault =
      barred !== undefined
        ? { line, column: headings[columns.indexOf('tags')] ?? null, code: 'tag_not_yours' as const, value: barred }
        : 'fault' in attributes
          ? badField(line, attributes.key, result.row)
          : twice(result.row, lineOf)
    if (fault) faults.push(fault)
    else if ('attributes' in attributes) rows.push({ ...result.row, attributes: attributes.attributes })
  }
  return { rows, faults }
}

function badField(line: number, key: string, row: ImportRow): ImportRowError {
  return { line, column: key, code: 'bad_field', value: String(row.attributes[key] ?? '').slice(0, 80) }
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

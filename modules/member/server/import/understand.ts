import type { SheetRow } from '@grove/spreadsheet'
import type { ImportRowError, ImportTarget, MemberField } from '../../contract/index.ts'
import { fitAttributes } from '../../domain/fit-value.ts'
import { type ImportRow, readRow } from '../../domain/import-row.ts'

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

export type UnderstoodRow = { readonly row: ImportRow } | { readonly faults: readonly ImportRowError[] }

/** What can be told of the rows of one chunk without the database; they are given one by one, in their order. */
export function understanding({ columns, headings, barredTags, fields }: Reading): (row: SheetRow) => UnderstoodRow {
  const lines: Lines = new Map()
  const fieldOf = new Map(fields.map((field) => [field.key, field]))
  return ({ line, cells }) => {
    const result = readRow(line, cells, columns, headings)
    if ('faults' in result) return result
    const { row } = result
    const fitted = fitAttributes(fieldOf, row.attributes)
    const barred = row.tags.find((tag) => barredTags.includes(tag))
    if (barred !== undefined)
      return { faults: [{ line, column: headings[columns.indexOf('tags')] ?? null, code: 'tag_not_yours', value: barred }] }
    if ('fault' in fitted) return { faults: [badField(line, fitted.key, row)] }
    const fault = twice(row, lines)
    if (fault) return { faults: [fault] }
    return Object.keys(row.attributes).length === 0 ? result : { row: { ...row, attributes: fitted.attributes } }
  }
}

function badField(line: number, key: string, row: ImportRow): ImportRowError {
  return { line, column: key, code: 'bad_field', value: String(row.attributes[key] ?? '').slice(0, 80) }
}

/** Line of each key by its kind and value: a map for each kind spares the thread a text for each key. */
type Lines = Map<string, Map<string, number>>

/** The same key on two lines would make the outcome depend on their order and differ on a second import. */
function twice({ line, memberId, identities }: ImportRow, lines: Lines): ImportRowError | undefined {
  const keys = memberId === undefined ? identities : [...identities, { channel: RECORD, externalId: String(memberId) }]
  for (const { channel, externalId } of keys) {
    const first = lines.get(channel)?.get(externalId)
    if (first !== undefined) return { line, column: null, code: 'twice_in_file', value: String(first) }
  }
  for (const { channel, externalId } of keys) linesOf(lines, channel).set(externalId, line)
  return undefined
}

/** The record itself; no channel is called so. */
const RECORD = '#'

function linesOf(lines: Lines, kind: string): Map<string, number> {
  const known = lines.get(kind) ?? new Map<string, number>()
  if (known.size === 0) lines.set(kind, known)
  return known
}

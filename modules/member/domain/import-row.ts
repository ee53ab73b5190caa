import {
  type AttributeValue,
  email,
  type Identity,
  type ImportRowError,
  type ImportTarget,
  PROFILE_FIELDS,
  type ProfileField,
  phone,
} from '../contract/index.ts'
import { withFormula } from './csv-cell.ts'
import { UNREADABLE } from './mask.ts'

/** One row of a file, understood. Fields the row leaves empty are absent: an import never empties anything. */
export interface ImportRow {
  readonly line: number
  /** Number of the record, from an export of ours. */
  readonly memberId: number | undefined
  readonly identities: readonly Identity[]
  readonly fields: Readonly<Partial<Record<ProfileField, string>>>
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly tags: readonly string[]
  readonly stage: number | undefined
  readonly source: string | undefined
}
export type RowFault = ImportRowError

/** No spaces, nothing composed, nothing that begins a formula: such a text is what it is. */
const PLAIN = /^[A-Za-z0-9\u4e00-\u9fff][!-~\u4e00-\u9fff]*$/
const MOBILE = /^1\d{10}$/
const LONGEST: Readonly<Record<string, number>> = { displayName: 60, email: 200, externalId: 200, tags: 400, attribute: 1000 }
const GENDERS: Readonly<Record<string, string>> = {
  男: 'male',
  male: 'male',
  m: 'male',
  女: 'female',
  female: 'female',
  f: 'female',
  其他: 'other',
  other: 'other',
}

/** Reads the cells of one line by the columns chosen; either the row or everything wrong with it. */
export function readRow(
  line: number,
  cells: readonly string[],
  columns: readonly ImportTarget[],
  headings: readonly string[],
): { readonly row: ImportRow } | { readonly faults: readonly RowFault[] } {
  if (cells.length !== columns.length)
    return { faults: [{ line, column: null, code: 'column_count', value: `${cells.length}/${columns.length}` }] }
  const faults: RowFault[] = []
  const row = emptyRow(line)
  for (let at = 0; at < columns.length; at++) {
    const target = columns[at] ?? 'skip'
    if (target === 'skip') continue
    const cell = cells[at] ?? ''
    // Most cells are short and need no second look.
    const plain = cell.length <= 40 && PLAIN.test(cell)
    const text = plain ? cell : withFormula(cell.normalize('NFC').trim()).trim()
    if (text === '') continue
    const code = plain ? undefined : textFault(target, text)
    const found = code ?? take(row, target, text)
    if (found) faults.push({ line, column: headings[at] ?? null, code: found, value: text.slice(0, 80) })
  }
  const { tags, identities, memberId, fields } = row
  if (tags.some((tag) => [...tag].length > 40)) faults.push({ line, column: null, code: 'too_long', value: tags.join(';').slice(0, 80) })
  if (identities.length === 0 && memberId === undefined && faults.length === 0)
    faults.push({ line, column: null, code: 'no_key', value: fields.displayName ?? '' })
  return faults.length ? { faults } : { row }
}

interface Draft extends ImportRow {
  memberId: number | undefined
  readonly identities: Identity[]
  readonly fields: Partial<Record<ProfileField, string>>
  readonly attributes: Record<string, AttributeValue>
  tags: readonly string[]
  stage: number | undefined
  source: string | undefined
}

const emptyRow = (line: number): Draft => ({
  line,
  memberId: undefined,
  identities: [],
  fields: {},
  attributes: {},
  tags: [],
  stage: undefined,
  source: undefined,
})

/** Puts one cell that is not empty where it belongs; answers what is wrong with it. */
function take(row: Draft, target: ImportTarget, text: string): RowFault['code'] | undefined {
  if (target.startsWith('attribute:')) row.attributes[target.slice('attribute:'.length)] = text
  else if (target === 'tags') row.tags = splitTags(text)
  else if (target === 'source') row.source = text
  else if (target === 'externalId') row.identities.push({ channel: 'number', externalId: text })
  else if (target === 'memberId') {
    if (!/^\d{1,15}$/.test(text) || Number(text) === 0) return 'bad_member_id'
    row.memberId = Number(text)
  } else if (isMasked(target, text)) return undefined
  else if (target === 'stage') {
    if (!/^[1-7]$/.test(text)) return 'bad_stage'
    row.stage = Number(text)
  } else if (target === 'phone') {
    const number = MOBILE.test(text) ? text : phone.safeParse(text).data
    if (number === undefined) return 'bad_phone'
    row.fields.phone = number
    row.identities.push({ channel: 'phone', externalId: number })
  } else if (target === 'email') {
    const address = email.safeParse(text).data
    if (address === undefined) return 'bad_email'
    row.fields.email = address
    row.identities.push({ channel: 'email', externalId: address })
  } else if (target === 'gender') {
    const value = GENDERS[text.toLowerCase()]
    if (value === undefined) return 'bad_gender'
    row.fields.gender = value
  } else if (isProfileField(target)) row.fields[target] = text
  return undefined
}

function textFault(target: ImportTarget, text: string): RowFault['code'] | undefined {
  if (hasControl(text)) return 'bad_text'
  const most = LONGEST[target.startsWith('attribute:') ? 'attribute' : target] ?? 100
  return text.length > most && [...text].length > most ? 'too_long' : undefined
}

/** An export shows phones and e-mails in part (138****8000) to whom they are not to be revealed: such a cell says nothing new. */
function isMasked(target: ImportTarget, text: string): boolean {
  return (target === 'phone' || target === 'email') && (text.includes('**') || text === UNREADABLE)
}

const profileFields: ReadonlySet<string> = new Set(PROFILE_FIELDS)
function isProfileField(target: ImportTarget): target is ProfileField {
  return profileFields.has(target)
}

/** Tags in one cell are parted by ; ； 、 | or a comma. */
export function splitTags(text: string): string[] {
  return [...new Set(text.split(/[;；、|,，]/u).map((tag) => tag.trim()))].filter((tag) => tag !== '').slice(0, 50)
}

/** A NUL cannot be stored and other control characters, a replacement character or half a character mean a wrong encoding. */
function hasControl(text: string): boolean {
  return /[\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}\u{fffd}]|[\u{d800}-\u{dfff}]/u.test(text)
}

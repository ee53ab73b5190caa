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
  const fields: Partial<Record<ProfileField, string>> = {}
  const attributes: Record<string, string> = {}
  const identities: Identity[] = []
  let tags: readonly string[] = []
  let stage: number | undefined
  let source: string | undefined
  let memberId: number | undefined
  columns.forEach((target, at) => {
    const text = withFormula((cells[at] ?? '').normalize('NFC').trim()).trim()
    if (target === 'skip' || text === '') return
    const fault = (code: RowFault['code']) => faults.push({ line, column: headings[at] ?? null, code, value: text.slice(0, 80) })
    if (hasControl(text)) return void fault('bad_text')
    const most = LONGEST[target.startsWith('attribute:') ? 'attribute' : target] ?? 100
    if (text.length > most && [...text].length > most) return void fault('too_long')
    if (target.startsWith('attribute:')) attributes[target.slice('attribute:'.length)] = text
    else if (target === 'tags') tags = splitTags(text)
    else if (target === 'source') source = text
    else if (target === 'externalId') identities.push({ channel: 'number', externalId: text })
    else if (target === 'memberId') {
      if (/^\d{1,15}$/.test(text) && Number(text) > 0) memberId = Number(text)
      else fault('bad_member_id')
    } else if (isMasked(target, text)) return
    else if (target === 'stage') {
      stage = /^[1-7]$/.test(text) ? Number(text) : undefined
      if (stage === undefined) fault('bad_stage')
    } else if (target === 'phone') {
      const parsed = phone.safeParse(text)
      if (!parsed.success) return void fault('bad_phone')
      fields.phone = parsed.data
      identities.push({ channel: 'phone', externalId: parsed.data })
    } else if (target === 'email') {
      const parsed = email.safeParse(text)
      if (!parsed.success) return void fault('bad_email')
      fields.email = parsed.data
      identities.push({ channel: 'email', externalId: parsed.data })
    } else if (target === 'gender') {
      const value = GENDERS[text.toLowerCase()]
      if (value === undefined) return void fault('bad_gender')
      fields.gender = value
    } else if (isProfileField(target)) fields[target] = text
  })
  if (tags.some((tag) => [...tag].length > 40)) faults.push({ line, column: null, code: 'too_long', value: tags.join(';').slice(0, 80) })
  if (identities.length === 0 && memberId === undefined && faults.length === 0)
    faults.push({ line, column: null, code: 'no_key', value: fields.displayName ?? '' })
  return faults.length ? { faults } : { row: { line, memberId, identities, fields, attributes, tags, stage, source } }
}

/** An export shows phones and e-mails in part (138****8000) to whom they are not to be revealed: such a cell says nothing new. */
function isMasked(target: ImportTarget, text: string): boolean {
  return (target === 'phone' || target === 'email') && (text.includes('**') || text === UNREADABLE)
}

function isProfileField(target: ImportTarget): target is ProfileField {
  return (PROFILE_FIELDS as readonly string[]).includes(target)
}

/** Tags in one cell are parted by ; ； 、 | or a comma. */
export function splitTags(text: string): string[] {
  return [...new Set(text.split(/[;；、|,，]/u).map((tag) => tag.trim()))].filter((tag) => tag !== '').slice(0, 50)
}

/** A NUL cannot be stored and other control characters, a replacement character or half a character mean a wrong encoding. */
function hasControl(text: string): boolean {
  return /[\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}\u{fffd}]|[\u{d800}-\u{dfff}]/u.test(text)
}

import { rowWriter } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { ReadyRows, Sealer } from '@grove/kernel/server'
import type { Profile } from '../../contract/index.ts'
import type { ImportRow } from '../../domain/import-row.ts'
import type { NewRows, Told } from '../copy-new.ts'
import { markOf, type Marks } from '../erased-marks.ts'
import { identitiesOf, type NewMember } from '../new-member.ts'
import { byKey, filledColumns, type IdentityRow, memberColumns, writeNew } from '../new-rows.ts'

/** What the database gave out beforehand for people who may be made. */
export interface Making {
  readonly ids: readonly number[]
  readonly now: number
  /** Key of the marks of people who were forgotten; undefined where nobody ever was. */
  readonly markKey: Uint8Array | undefined
}

export interface Tagged {
  readonly memberId: number
  readonly tags: readonly string[]
}

/** New people of a batch, written out as rows before anything is asked of the database. */
export interface MadeRows extends Omit<NewRows, 'ids' | 'events'> {
  readonly told: readonly Told[]
  readonly members: ReadyRows
  readonly identities: ReadyRows
  readonly words: ReadyRows
  /** Line of the file for each of `told`. */
  readonly lines: readonly number[]
  readonly tagged: readonly Tagged[]
  /** Under what each would stand if they had been forgotten. */
  readonly marks: Marks
}

/** Nothing in the rows says that they are known: no number of a record, and a name in each. */
export function mayBeNew(rows: readonly ImportRow[]): boolean {
  return rows.every((row) => row.memberId === undefined && (row.fields.displayName ?? '') !== '')
}

/** Writes rows out that `mayBeNew`. */
export function makeRows(sealer: Sealer, workspaceId: WorkspaceId, rows: readonly ImportRow[], making: Making): MadeRows {
  const ids = making.ids.slice(0, rows.length)
  const people = rows.map(newMemberOf)
  const filled = filledColumns(people)
  const [members, identities, words] = [rowWriter(workspaceId), rowWriter(workspaceId), rowWriter(workspaceId)]
  const claimed: IdentityRow[] = []
  for (const row of writeNew(sealer, people, { ids, now: new Date(making.now), filled })) {
    members.add(row.member)
    claimed.push(...row.identities)
    for (const word of row.words) words.add(word)
  }
  for (const one of claimed.sort(byKey)) identities.add(one)
  return {
    columns: memberColumns(filled),
    members: members.ready(),
    identities: identities.ready(),
    words: words.ready(),
    told: people.map((one, at) => ({ memberId: ids[at] as number, counted: true, source: one.source ?? null })),
    lines: rows.map((row) => row.line),
    tagged: rows.flatMap(({ tags }, at) => (tags.length ? [{ memberId: ids[at] as number, tags }] : [])),
    marks: making.markKey && marksOf(making.markKey, people),
  }
}

const marksOf = (key: Uint8Array, people: readonly NewMember[]): Marks =>
  people.flatMap((one) => identitiesOf(one).map((identity) => [identity.channel, markOf(key, identity)] as const))

/** The same with other texts: they are taken out to be handed from thread to thread, and put back. */
export function withTexts(made: MadeRows, [members, identities, words]: readonly Uint8Array<ArrayBuffer>[]): MadeRows {
  const put = (rows: ReadyRows, text = new Uint8Array()): ReadyRows => ({ ...rows, text })
  return {
    ...made,
    members: put(made.members, members),
    identities: put(made.identities, identities),
    words: put(made.words, words),
  }
}

/** Each by name, so that all have one shape: what comes after reads them a million times. */
export function newMemberOf(row: ImportRow): NewMember {
  const fields = row.fields as Partial<Profile>
  return {
    displayName: fields.displayName ?? '',
    avatarUrl: fields.avatarUrl,
    phone: fields.phone,
    email: fields.email,
    gender: fields.gender,
    ageBand: fields.ageBand,
    city: fields.city,
    cityTier: fields.cityTier,
    occupation: fields.occupation,
    industry: fields.industry,
    employer: fields.employer,
    title: fields.title,
    attributes: row.attributes,
    identities: row.identities,
    stage: row.stage ?? 1,
    source: row.source ?? null,
  }
}

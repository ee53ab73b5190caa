import { type Room, RowWriter, SortedRowWriter } from '@grove/db'
import { type EventStamp, EventWriter } from '@grove/event-log'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { ReadyRows, Sealer } from '@grove/kernel/server'
import type { ImportTarget, Profile } from '../../contract/index.ts'
import type { ImportRow } from '../../domain/import-row.ts'
import { createdEvent } from '../copy-new.ts'
import { markOf } from '../erased-marks.ts'
import { identitiesOf, type NewMember } from '../new-member.ts'
import { columnsOf, memberColumns, newRow, type OptionalColumn, type Written } from '../new-rows.ts'
import { type Met, type MetRun, runsOf } from './met-runs.ts'

/** What the database gave out beforehand for people who may be made, and who makes them when. */
export interface Making extends EventStamp {
  readonly importId: number
  readonly ids: readonly number[]
  /** Key of the marks of people who were forgotten; undefined where nobody ever was. */
  readonly markKey: Uint8Array | undefined
}

export interface Tagged {
  readonly memberId: number
  readonly tags: readonly string[]
}

/** Rows written out by the thread that reads, handed over as they are. */
export const TEXTS = ['members', 'identities', 'events'] as const

/** New people of a batch, written out to the last before anything is asked of the database. */
export interface MadeRows extends Readonly<Record<(typeof TEXTS)[number], ReadyRows>> {
  readonly columns: readonly string[]
  readonly count: number
  readonly met: readonly MetRun[]
  readonly tagged: readonly Tagged[]
  /** Channel and mark under which each would stand if they had been forgotten; undefined where nobody ever was. */
  readonly marks: readonly (readonly [channel: string, mark: string])[] | undefined
}

/** Takes rows one by one and keeps no more of them than is written. */
export class RowMaker {
  private readonly filled: readonly OptionalColumn[]
  private readonly written: Written
  private readonly eventOf: ReturnType<typeof createdEvent>
  private readonly members: RowWriter
  private readonly identities: SortedRowWriter
  private readonly events: EventWriter
  private readonly met: Met[] = []
  private readonly tagged: Tagged[] = []
  private readonly marks: (readonly [string, string])[] = []
  private readonly sealer: Sealer
  private readonly making: Making

  constructor(sealer: Sealer, workspaceId: WorkspaceId, targets: readonly ImportTarget[], making: Making, memory: Room) {
    this.sealer = sealer
    this.making = making
    this.filled = columnsOf(targets)
    this.written = { moment: making.now.toISOString(), filled: this.filled }
    this.eventOf = createdEvent(making)
    this.members = new RowWriter(workspaceId, memory)
    this.identities = new SortedRowWriter(workspaceId, memory)
    this.events = new EventWriter(workspaceId, making, memory)
  }

  /** False when the row is not a new person's by all that can be told here: then the batch must be looked at whole. */
  add(row: ImportRow): boolean {
    const { making, met } = this
    const id = making.ids[met.length]
    if (id === undefined || !mayBeNew(row)) return false
    const person = newMemberOf(row)
    const made = newRow(this.sealer, person, id, this.written)
    this.members.add(made.member)
    for (const one of made.identities) this.identities.add(one)
    this.events.add(this.eventOf({ memberId: id, counted: true, source: person.source ?? null }))
    met.push({ memberId: id, line: row.line })
    if (row.tags.length) this.tagged.push({ memberId: id, tags: row.tags })
    if (making.markKey) this.marks.push(...marksOf(making.markKey, person))
    return true
  }

  ready(): MadeRows {
    return {
      columns: memberColumns(this.filled),
      count: this.met.length,
      met: runsOf(this.met),
      tagged: this.tagged,
      marks: this.making.markKey && this.marks,
      members: this.members.ready(),
      identities: this.identities.ready(),
      events: this.events.ready(),
    }
  }
}

/** Nothing in the row says that they are known: no number of a record, and a name. */
function mayBeNew(row: ImportRow): boolean {
  return row.memberId === undefined && (row.fields.displayName ?? '') !== ''
}

const marksOf = (key: Uint8Array, person: NewMember) =>
  identitiesOf(person).map((identity) => [identity.channel, markOf(key, identity)] as const)

/** The same with other texts: they are taken out to be handed from thread to thread, and put back. */
export function withTexts(made: MadeRows, texts: readonly Uint8Array<ArrayBuffer>[]): MadeRows {
  const rows = Object.fromEntries(TEXTS.map((name, at) => [name, { ...made[name], text: texts[at] ?? new Uint8Array() }]))
  return { ...made, ...rows }
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

import { fillOpen, kept, OPEN, type Room, RowWriter } from '@grove/db'
import type { EventKind, WorkspaceId } from '@grove/kernel/contract'
import type { Actor, Ctx, ReadyRows } from '@grove/kernel/server'
import sql, { empty } from 'sql-template-tag'
import type { z } from 'zod'

export interface NewEvent<E extends EventKind = EventKind> {
  readonly kind: E
  readonly data: z.input<E['data']>
  readonly memberId?: number | undefined
  readonly communityId?: number | undefined
  readonly runId?: number | undefined
  /** Business time; the clock's now unless told. */
  readonly at?: Date | undefined
  /** A second event with the same key is dropped silently. */
  readonly dedupeKey?: string | undefined
  /** Who did it, where one transaction serves many people; the context's actor unless told. */
  readonly by?: { readonly kind: 'member' | 'staff'; readonly id: number } | undefined
  /** False for staff and ambience helpers, which no figure counts; true unless told. */
  readonly counted?: boolean | undefined
}

/**
 * Appends to the log, in order, in the caller's transaction (opens one when there is none); any number in one statement.
 * Data is parsed by its kind.
 */
export async function emit(ctx: Ctx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  if (events.length >= MANY && !events.some((event) => event.dedupeKey)) return emitReady(ctx, readyEvents(ctx, events))
  const actor = JSON.stringify(actorOf(ctx.actor))
  // One JSON text for the whole batch: cheaper on both sides than an array for each column.
  const rows = JSON.stringify(events.map(rowOf))
  await ctx.db.exec(
    kept(sql`
    insert into event (workspace_id, tx, kind, at, member_id, community_id, run_id, counted, actor, data, dedupe_key)
    select ${ctx.workspaceId}, pg_current_xact_id()::text::bigint + (select base from event_log_base), e.k, coalesce(e.t, ${ctx.clock.now()}),
      e.m, e.c, e.r, coalesce(e.n, true), coalesce(e.a, ${actor}::jsonb), e.d, e.y
    from json_to_recordset(${rows}::json) as e (k text, t timestamptz, m bigint, c bigint, r bigint, n boolean, a jsonb, d jsonb, y text)
    ${events.some((event) => event.dedupeKey) ? UNLESS_THERE : empty}`),
  )
  ctx.afterCommit(() => ctx.app.signals.wake('events'))
}

/** From here on COPY is cheaper than an insert, its own statements counted. */
const MANY = 1000

/** Who did it and when, where an event does not say. */
export interface EventStamp {
  readonly actor: Actor
  readonly now: Date
}

/**
 * Writes events out before their transaction is there, in any thread; all but the number of that transaction. They have no `dedupeKey`. Events that
 * share one `data` object are parsed once.
 */
export class EventWriter {
  private readonly rows: RowWriter
  private readonly by: string
  private readonly moment: string
  private readonly known = new Map<unknown, string>()

  constructor(workspaceId: WorkspaceId, { actor, now }: EventStamp, memory?: Room) {
    this.rows = new RowWriter(workspaceId, memory)
    this.by = JSON.stringify(actorOf(actor))
    this.moment = now.toISOString()
  }

  add(event: NewEvent): void {
    this.rows.add([
      OPEN,
      event.kind.kind,
      event.at ?? this.moment,
      event.memberId ?? null,
      event.communityId ?? null,
      event.runId ?? null,
      event.counted ?? true,
      event.by ? JSON.stringify(event.by) : this.by,
      this.textOf(event),
    ])
  }

  ready(): ReadyRows {
    return this.rows.ready()
  }

  private textOf({ kind, data }: NewEvent): string {
    const text = this.known.get(data) ?? JSON.stringify(kind.data.parse(data))
    if (this.known.size < MOST_ALIKE) this.known.set(data, text)
    return text
  }
}

/** The same for events that are all there. */
export function readyEvents(ctx: Ctx, events: readonly NewEvent[]): ReadyRows {
  const writer = new EventWriter(ctx.workspaceId, { actor: ctx.actor, now: ctx.clock.now() })
  for (const event of events) writer.add(event)
  return writer.ready()
}

/** Different data of one batch that are remembered. */
const MOST_ALIKE = 1000
const COLUMNS = ['tx', 'kind', 'at', 'member_id', 'community_id', 'run_id', 'counted', 'actor', 'data']

/** Appends them, in order, in the caller's transaction. */
export async function emitReady(ctx: Ctx, rows: ReadyRows): Promise<void> {
  await ctx.inTx(async (ctx) => {
    const { tx } = await ctx.db.one<{ tx: number }>(sql`select pg_current_xact_id()::text::bigint + base as tx from event_log_base`)
    fillOpen(rows, tx)
    await ctx.db.copy(ctx.workspaceId, 'event', COLUMNS, rows)
    ctx.afterCommit(() => ctx.app.signals.wake('events'))
  })
}

const UNLESS_THERE = sql`on conflict (workspace_id, dedupe_key) where dedupe_key is not null do nothing`

/** Short keys, and only those that say something: most events are about one member of one community, now. */
function rowOf(event: NewEvent) {
  return {
    k: event.kind.kind,
    t: event.at,
    m: event.memberId,
    c: event.communityId,
    r: event.runId,
    n: event.counted,
    a: event.by,
    d: event.kind.data.parse(event.data),
    y: event.dedupeKey,
  }
}

function actorOf(actor: Actor): object {
  switch (actor.kind) {
    case 'staff':
      return { kind: 'staff', id: actor.staffId }
    case 'apiKey':
      return { kind: 'apiKey', id: actor.keyId }
    case 'member':
      return { kind: 'member', id: actor.memberId }
    case 'visitor':
      return { kind: 'visitor' }
    case 'system':
      return { kind: 'system', name: actor.name }
  }
}

import type { EventKind } from '@grove/kernel/contract'
import type { Actor, Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
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
  /** False for staff and ambience helpers, which no figure counts; true unless told. */
  readonly counted?: boolean | undefined
}

/**
 * Appends to the log, in order, in the caller's transaction (opens one when there is none); any number in one statement.
 * Data is parsed by its kind.
 */
export async function emit(ctx: Ctx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const now = ctx.clock.now()
  const actor = JSON.stringify(actorOf(ctx.actor))
  await ctx.db.exec(sql`
    insert into event (workspace_id, tx, kind, at, member_id, community_id, run_id, counted, actor, data, dedupe_key)
    select ${ctx.workspaceId}, pg_current_xact_id()::text::bigint + (select base from event_log_base), e.kind, e.at, e.member_id, e.community_id,
      e.run_id, e.counted, ${actor}::jsonb, e.data, e.dedupe_key
    from unnest(
      ${events.map((event) => event.kind.kind)}::text[],
      ${events.map((event) => (event.at ?? now).toISOString())}::timestamptz[],
      ${events.map((event) => event.memberId ?? null)}::bigint[],
      ${events.map((event) => event.communityId ?? null)}::bigint[],
      ${events.map((event) => event.runId ?? null)}::bigint[],
      ${events.map((event) => event.counted ?? true)}::boolean[],
      ${events.map((event) => JSON.stringify(event.kind.data.parse(event.data)))}::jsonb[],
      ${events.map((event) => event.dedupeKey ?? null)}::text[]
    ) with ordinality as e (kind, at, member_id, community_id, run_id, counted, data, dedupe_key, position)
    order by e.position
    on conflict (workspace_id, dedupe_key) where dedupe_key is not null do nothing`)
  ctx.afterCommit(() => ctx.app.signals.wake('events'))
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

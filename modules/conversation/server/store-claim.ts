import type { CommunityState } from '@grove/community/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { defaultTouchLimits, type TouchLimits } from '../contract/index.ts'
import type { LaterTouch } from '../domain/touch-limits.ts'
import { within } from './id-span.ts'
import { type ClaimedSend, IDENTITY } from './send-row.ts'

export interface DueSend extends ClaimedSend {
  readonly limitId: number
  readonly priority: number
  readonly exempt: boolean
  readonly communityState: CommunityState | null
  readonly stopped: boolean
  /** A private touch to somebody on a list: which, and until when (null: for good). */
  readonly block: { readonly kind: 'do_not_disturb' | 'blacklist'; readonly until: string | null } | null
}

const CLAIM = sql`${IDENTITY}, s.content_id as "contentId", s.attempts + 1 as attempt, s.expires_at as "expiresAt", s.touch_day as "touchDay"`

/** Whether the workspace's kill switch is on, and its limits. */
export async function readGate(ctx: Ctx): Promise<{ stopped: boolean; limits: TouchLimits }> {
  const row = await ctx.db.one<{ stopped: boolean; limits: TouchLimits | null }>(sql`
    select w.sends_stopped as stopped, l.body as limits
    from workspace w left join touch_limit l on l.workspace_id = w.id where w.id = ${ctx.workspaceId}`)
  return { stopped: row.stopped, limits: row.limits ?? defaultTouchLimits }
}

/** Locks sends that are due on a channel, oldest first; those another worker has are left to it. */
export function lockDue(ctx: Ctx, channel: string, limit: number, urgent: boolean): Promise<DueSend[]> {
  return ctx.db.rows<DueSend>(sql`
    select ${CLAIM}, s.limit_id as "limitId", s.priority, s.exempt, c.state as "communityState", x.run_id is not null as stopped,
      case when s.member_id > 0 then (
        select jsonb_build_object('kind', b.kind, 'until', b.until) from member_block b
        where b.workspace_id = ${ctx.workspaceId} and b.member_id = s.member_id and (b.until is null or b.until > ${ctx.clock.now()})
        order by b.kind limit 1) end as block, false as orphan
    from send s
    left join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
    left join send_stop x on x.workspace_id = s.workspace_id and x.source = s.source and x.run_id = s.run_id
    where s.workspace_id = ${ctx.workspaceId} and s.channel = ${channel} and s.state in ('planned', 'retry', 'held')
      and s.not_before <= ${ctx.clock.now()} and ${urgent ? sql`s.priority > 0` : sql`true`}
    order by s.not_before, s.id limit ${limit} for update of s skip locked`)
}

/** Locks claims whose lease ran out: their worker died or the channel did not answer. Those of paused runs wait. */
export function lockOrphans(ctx: Ctx, channel: string, limit: number): Promise<ClaimedSend[]> {
  return ctx.db.rows<ClaimedSend>(sql`
    select ${CLAIM}, true as orphan from send s
    where s.workspace_id = ${ctx.workspaceId} and s.channel = ${channel} and s.state = 'claimed' and s.lease_until <= ${ctx.clock.now()}
      and not exists (select 1 from send_stop x where x.workspace_id = ${ctx.workspaceId} and x.source = s.source and x.run_id = s.run_id)
    order by s.lease_until limit ${limit} for update of s skip locked`)
}

export interface Claim {
  readonly worker: string
  readonly until: Date
}

export async function markClaimed(ctx: Ctx, sends: readonly ClaimedSend[], claim: Claim): Promise<void> {
  if (sends.length === 0) return
  await ctx.db.exec(sql`
    update send s set state = 'claimed', worker = ${claim.worker}, lease_until = ${claim.until}, attempts = s.attempts + 1, touch_day = c.day,
      reason = null, held_reason = null, detail = null
    from unnest(${sends.map((send) => send.id)}::bigint[], ${sends.map((send) => send.touchDay)}::date[]) as c (id, day)
    where s.workspace_id = ${ctx.workspaceId} and s.id = c.id and ${within(sends)}`)
}

/** A due send that does not leave now. */
export interface Kept {
  readonly id: number
  readonly state: 'held' | 'paused' | 'expired' | 'cancelled'
  readonly reason: string | null
  readonly heldReason: string | null
  readonly until: Date | null
  /** Whose share it leaves alone. */
  readonly keptFor?: LaterTouch['origin'] | undefined
}

export async function markKept(ctx: Ctx, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return
  await ctx.db.exec(sql`
    update send s set state = k.state, reason = k.reason, held_reason = k.held_reason, not_before = coalesce(k.until, s.not_before)
    from unnest(${kept.map((one) => one.id)}::bigint[], ${kept.map((one) => one.state)}::text[], ${kept.map((one) => one.reason)}::text[],
      ${kept.map((one) => one.heldReason)}::text[], ${kept.map((one) => one.until?.toISOString() ?? null)}::timestamptz[])
      as k (id, state, reason, held_reason, until)
    where s.workspace_id = ${ctx.workspaceId} and s.id = k.id and ${within(kept)}`)
}

/** Keeps for the record which rule stopped a touch, once a day; where nothing else is told it is the reason for dropping. */
export async function noteHolds(ctx: Ctx, kept: readonly Kept[], day: string): Promise<void> {
  if (kept.length === 0) return
  await ctx.db.exec(sql`
    insert into send_hold (workspace_id, send_id, day, at, reason, outcome, until, community_id, member_id, source, run_id,
      kept_source, kept_run_id)
    select ${ctx.workspaceId}, k.id, ${day}::date, ${ctx.clock.now()}, k.reason, k.outcome, k.until, s.community_id, s.member_id, s.source, s.run_id,
      k.kept_source, k.kept_run_id
    from unnest(${kept.map((one) => one.id)}::bigint[], ${kept.map((one) => one.heldReason ?? one.reason ?? 'past_due')}::text[],
      ${kept.map((one) => one.state)}::text[], ${kept.map((one) => one.until?.toISOString() ?? null)}::timestamptz[],
      ${kept.map((one) => one.keptFor?.source ?? null)}::smallint[], ${kept.map((one) => one.keptFor?.runId ?? null)}::bigint[])
      as k (id, reason, outcome, until, kept_source, kept_run_id)
    join send s on s.workspace_id = ${ctx.workspaceId} and s.id = k.id and ${within(kept)}
    order by k.id
    on conflict (workspace_id, send_id, reason, day) do update set outcome = excluded.outcome, until = excluded.until,
      kept_source = excluded.kept_source, kept_run_id = excluded.kept_run_id`)
}

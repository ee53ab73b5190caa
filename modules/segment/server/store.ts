import type { Condition } from '@grove/condition-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { SegmentKind } from '../contract/index.ts'

export interface SegmentRecord {
  readonly id: number
  readonly name: string
  readonly note: string
  readonly kind: SegmentKind
  readonly condition: Condition | null
  readonly version: number
  readonly state: 'building' | 'ready' | 'failed'
  readonly quiet: boolean
  readonly size: number
  readonly timed: boolean
  readonly sweptAt: Date
}
export type LiveSegment = SegmentRecord & { readonly condition: Condition }

const columns = sql`s.id, s.name, s.note, s.kind, s.condition, s.version, s.state, s.quiet, s.size, s.timed, s.swept_at as "sweptAt"`

/** Makes changes of memberships in this workspace follow each other: readers, sweeps, rebuilds, people. */
export async function passGate(ctx: Ctx): Promise<void> {
  if (await lockGate(ctx)) return
  await ctx.db.exec(sql`
    insert into segment_gate (workspace_id, max_cost) values (${ctx.workspaceId}, ${DEFAULT_COST}) on conflict (workspace_id) do nothing`)
  await lockGate(ctx)
}

async function lockGate(ctx: Ctx): Promise<boolean> {
  const row = await ctx.db.maybe<{ cost: number }>(sql`
    select max_cost as cost from segment_gate where workspace_id = ${ctx.workspaceId} for update`)
  return row !== undefined
}

/** Planner's units: a condition of five passes over twenty million events stays below. */
const DEFAULT_COST = 8_000_000

export async function maxCost(ctx: Ctx): Promise<number> {
  const row = await ctx.db.maybe<{ cost: number }>(sql`
    select max_cost as cost from segment_gate where workspace_id = ${ctx.workspaceId}`)
  return row?.cost ?? DEFAULT_COST
}

export const findSegment = (ctx: Ctx, id: number) =>
  ctx.db.maybe<SegmentRecord>(sql`select ${columns} from segment s where s.workspace_id = ${ctx.workspaceId} and s.id = ${id}`)

export const lockSegment = (ctx: Ctx, id: number) =>
  ctx.db.maybe<SegmentRecord>(sql`select ${columns} from segment s where s.workspace_id = ${ctx.workspaceId} and s.id = ${id} for update`)

export const liveSegments = (ctx: Ctx) =>
  ctx.db.rows<LiveSegment>(
    sql`select ${columns} from segment s where s.workspace_id = ${ctx.workspaceId} and s.kind = 'live' order by s.id`,
  )

/** Passes the gate when a live segment hears of one of these kinds, and says so; in one statement but for the first time in a workspace. */
export async function passGateIfHeard(ctx: Ctx, kinds: readonly string[]): Promise<boolean> {
  const heard = sql`exists (
    select 1 from segment s where s.workspace_id = ${ctx.workspaceId} and s.kind = 'live' and s.events && ${kinds}::text[])`
  const gate = await ctx.db.maybe<{ cost: number }>(sql`
    select g.max_cost as cost from segment_gate g where g.workspace_id = ${ctx.workspaceId} and ${heard} for update of g`)
  if (gate) return true
  const { hears } = await ctx.db.one<{ hears: boolean }>(sql`select ${heard} as hears`)
  if (hears) await passGate(ctx)
  return hears
}

/** What has to be known of a live segment to move people in and out; its condition is kept by version. */
export type HearingSegment = Pick<SegmentRecord, 'id' | 'name' | 'version' | 'state' | 'quiet'>

/** Live segments whose answer may differ after events of these kinds. */
export const segmentsHearing = (ctx: Ctx, kinds: readonly string[]) =>
  ctx.db.rows<HearingSegment>(sql`
    select s.id, s.name, s.version, s.state, s.quiet from segment s
    where s.workspace_id = ${ctx.workspaceId} and s.kind = 'live' and s.events && ${kinds}::text[] order by s.id`)

export const conditionsOf = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<Pick<LiveSegment, 'id' | 'version' | 'condition'> & { readonly events: readonly string[] }>(sql`
    select s.id, s.version, s.condition, s.events from segment s
    where s.workspace_id = ${ctx.workspaceId} and s.id = any(${ids}::bigint[]) and s.kind = 'live'`)

export const segmentsWith = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<SegmentRecord>(sql`
    select ${columns} from segment s where s.workspace_id = ${ctx.workspaceId} and s.id = any(${ids}::bigint[]) order by s.id`)

export const segmentsBehindTime = (ctx: Ctx, before: Date) =>
  ctx.db.rows<LiveSegment>(sql`
    select ${columns} from segment s
    where s.workspace_id = ${ctx.workspaceId} and s.timed and s.state = 'ready' and s.swept_at <= ${before} order by s.id`)

export interface NewSegment {
  readonly name: string
  readonly note: string
  readonly kind: SegmentKind
  readonly condition: Condition | null
  readonly state: 'building' | 'ready'
  readonly events: readonly string[]
  readonly timed: boolean
}

/** Answers 0 when the name is taken. */
/** A list by its name. */
export const findList = (ctx: Ctx, name: string) =>
  ctx.db.maybe<{ id: number }>(sql`
    select s.id from segment s where s.workspace_id = ${ctx.workspaceId} and s.name = ${name} and s.kind = 'list' order by s.id limit 1`)

export async function insertSegment(ctx: Ctx, segment: NewSegment): Promise<number> {
  const now = ctx.clock.now()
  const row = await ctx.db.maybe<{ id: number }>(sql`
    insert into segment (workspace_id, name, note, kind, condition, state, events, timed, swept_at, created_at, updated_at)
    values (${ctx.workspaceId}, ${segment.name}, ${segment.note}, ${segment.kind}, ${jsonOf(segment.condition)}::jsonb, ${segment.state},
      ${segment.events}::text[], ${segment.timed}, ${now}, ${now}, ${now})
    on conflict (workspace_id, name) do nothing returning id`)
  return row?.id ?? 0
}

export async function nameTaken(ctx: Ctx, name: string, except: number): Promise<boolean> {
  const row = await ctx.db.maybe<{ id: number }>(sql`
    select s.id from segment s where s.workspace_id = ${ctx.workspaceId} and s.name = ${name} and s.id <> ${except}`)
  return row !== undefined
}

export async function writeSegmentText(ctx: Ctx, id: number, text: { readonly name: string; readonly note: string }): Promise<void> {
  await ctx.db.exec(sql`
    update segment set name = ${text.name}, note = ${text.note}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function writeCondition(
  ctx: Ctx,
  id: number,
  next: { condition: Condition; events: readonly string[]; timed: boolean },
): Promise<void> {
  await ctx.db.exec(sql`
    update segment set condition = ${jsonOf(next.condition)}::jsonb, events = ${next.events}::text[], timed = ${next.timed},
      updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function deleteSegment(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from segment where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

function jsonOf(condition: Condition | null): string | null {
  return condition === null ? null : JSON.stringify(condition)
}

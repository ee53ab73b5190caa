import { prepareConditions } from '@grove/condition-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import { lookAgain } from './apply-moves.ts'
import { startBuild } from './start-build.ts'
import { type LiveSegment, passGate, segmentsBehindTime } from './store.ts'
import { writeSwept } from './store-build.ts'

const EVERY_MS = 60_000
/** Segments of one statement, and members of one look; above it a rebuild is cheaper. */
const AT_ONCE = 20
const MOST = 20_000

/** Time moves members without an event: windows end, silences begin, birthdays come. Once a minute, only whom the minute can have turned. */
export const sweepLoop = dueLoop({ name: 'segment-sweep', wakeOn: [], everyMs: EVERY_MS, due, run: (ctx) => ctx.inTx(sweep) })

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select distinct workspace_id as id from segment /* of all workspaces */
    where timed and state = 'ready' and swept_at <= ${before(ctx)} order by 1`)
  return rows.map((row) => row.id)
}

async function sweep(ctx: Ctx): Promise<{ more: boolean }> {
  await passGate(ctx)
  const behind = await segmentsBehindTime(ctx, before(ctx))
  const segments = behind.slice(0, AT_ONCE)
  if (segments.length === 0) return { more: false }
  const turned = await turnedMembers(ctx, segments)
  const [wide, narrow] = [
    segments.filter((one) => (turned.get(one.id)?.size ?? 0) > MOST),
    segments.filter((one) => (turned.get(one.id)?.size ?? 0) <= MOST),
  ]
  await lookAgain(
    ctx,
    narrow.map((segment) => ({ segment, memberIds: turned.get(segment.id) ?? new Set<number>() })),
    'time',
  )
  await writeSwept(
    ctx,
    narrow.map((one) => one.id),
  )
  await startBuild(
    ctx,
    wide.map((one) => one.id),
    false,
  )
  return { more: behind.length > segments.length }
}

/** Whom the time since each segment's last sweep can have turned: one statement. */
async function turnedMembers(ctx: Ctx, segments: readonly LiveSegment[]): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const to = ctx.clock.now()
  const compiled = await prepareConditions(
    ctx,
    segments.map((one) => one.condition),
    to,
  )
  const parts = segments.flatMap((segment): Sql[] => {
    const ids = compiled.turned(segment.condition, { from: segment.sweptAt, to })
    return ids ? [sql`(select ${segment.id}::bigint as "segmentId", t.id as "memberId" from (${ids}) t limit ${MOST + 1})`] : []
  })
  const found = new Map<number, Set<number>>()
  if (parts.length === 0) return found
  const rows = await ctx.db.rows<{ segmentId: number; memberId: number }>(join(parts, ' union all '))
  for (const { segmentId, memberId } of rows) found.set(segmentId, (found.get(segmentId) ?? new Set()).add(memberId))
  return found
}

function before(ctx: { readonly clock: Ctx['clock'] }): Date {
  return new Date(ctx.clock.now().getTime() - EVERY_MS)
}

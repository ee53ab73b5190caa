import { addDays, dayOf, startOfDay } from '@grove/calendar'
import { comingTouches, touchesMade, touchOrigins } from '@grove/conversation/server'
import { sendSource } from '@grove/conversation/contract'
import type { ComingTouch } from '@grove/conversation/domain'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { NO_OTHERS, type Others, type Standing } from '../domain/preview/index.ts'

/** Members looked at, and ways in which receivers may stand apart: the rest is taken for people to whom nobody else writes. */
const MOST_MEMBERS = 5000
const MOST_WAYS = 40
/** Every touch goes before this one: a preview plays out all of them. */
const LOWEST = -2

interface Receiver {
  readonly key: string
  readonly times: number
}

/** What those in these communities, and the groups themselves, have had lately and get of others until the end of a preview: the delivery's own answer. */
export async function othersTouches(
  ctx: Ctx,
  { communityIds, startDay, days }: { readonly communityIds: readonly number[]; readonly startDay: string; readonly days: number },
): Promise<Others> {
  if (communityIds.length === 0) return NO_OTHERS
  const members = await ctx.db.rows<{ id: number; times: number }>(sql`
    select member_id as id, count(*)::int as times from membership
    where workspace_id = ${ctx.workspaceId} and community_id = any(${communityIds}::bigint[]) and state = 'active' and role in ('member', 'duty', 'kol')
    group by member_id order by member_id limit ${MOST_MEMBERS}`)
  const targets = [
    ...communityIds.map((communityId) => ({ communityId, memberId: 0, priority: LOWEST })),
    ...members.map(({ id }) => ({ communityId: 0, memberId: id, priority: LOWEST })),
  ]
  const until = new Date(startOfDay(addDays(startDay, days), ctx.zone))
  const coming = await comingTouches(ctx, targets, { until, except: [] })
  const made = await touchesMade(ctx, targets, dayOf(ctx.clock.now().getTime(), ctx.zone))
  const names = await namesOf(ctx, [...coming.values()].flat())
  const fold = (receivers: readonly Receiver[]) => folded(receivers, { coming, made, names })
  return {
    groups: fold(communityIds.map((id) => ({ key: `g${id}`, times: 1 }))),
    members: fold(members.map(({ id, times }) => ({ key: `m${id}`, times }))),
  }
}

interface Known {
  readonly coming: ReadonlyMap<string, readonly ComingTouch[]>
  readonly made: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly names: ReadonlyMap<number, string>
}

/** Those who stand alike together, the most first. */
function folded(receivers: readonly Receiver[], { coming, made, names }: Known): Standing[] {
  const ways = new Map<string, Standing>()
  for (const { key, times } of receivers) {
    const touches = (coming.get(key) ?? []).map((one) => ({ ...one, name: names.get(one.origin.runId) ?? null }))
    const had = made.get(key) ?? new Map<string, number>()
    const way = [times, ...had, ...touches.map((one) => `${one.origin.source}/${one.origin.runId}/${one.at.getTime()}`)].join(' ')
    ways.set(way, { touches, made: had, times, count: (ways.get(way)?.count ?? 0) + 1 })
  }
  const ordered = [...ways.values()].sort((a, b) => b.count - a.count)
  const rest = ordered.slice(MOST_WAYS).reduce((sum, one) => sum + one.count, 0)
  return [...ordered.slice(0, MOST_WAYS), ...(rest > 0 ? [{ count: rest, touches: [], made: new Map<string, number>(), times: 1 }] : [])]
}

async function namesOf(ctx: Ctx, touches: readonly ComingTouch[]): Promise<ReadonlyMap<number, string>> {
  const runIds = touches.flatMap(({ origin }) => (origin.source === sendSource.playbook ? [origin.runId] : []))
  const [origin] = ctx.app.registry.all(touchOrigins)
  const names = runIds.length > 0 && origin ? await origin.names(ctx, [...new Set(runIds)]) : []
  return new Map(names.map(({ id, name }) => [id, name]))
}

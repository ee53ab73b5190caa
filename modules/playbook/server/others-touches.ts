import { addDays, startOfDay } from '@grove/calendar'
import { comingTouches, touchOrigins } from '@grove/conversation/server'
import { sendSource } from '@grove/conversation/contract'
import type { LaterTouch } from '@grove/conversation/domain'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { NO_OTHERS, type Others, type OthersTouch } from '../domain/preview/index.ts'

/** Members looked at, and ways in which they may stand apart: the rest is taken for people to whom nobody else writes. */
const MOST_MEMBERS = 5000
const MOST_WAYS = 40
/** Every touch goes before this one: a preview counts its equals as well. */
const LOWEST = -2

/** What others send to a community and to those in it, from now to the end of a preview: the delivery's own answer. */
export async function othersTouches(
  ctx: Ctx,
  { communityIds, startDay, days }: { readonly communityIds: readonly number[]; readonly startDay: string; readonly days: number },
): Promise<Others> {
  const [communityId, ...more] = communityIds
  if (communityId === undefined || more.length > 0) return NO_OTHERS
  const members = await ctx.db.rows<{ id: number }>(sql`
    select member_id as id from membership where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and state = 'active'
      and role in ('member', 'duty', 'kol') order by member_id limit ${MOST_MEMBERS}`)
  const targets = [0, ...members.map((one) => one.id)].map((memberId) => ({ communityId, memberId, priority: LOWEST }))
  const until = new Date(startOfDay(addDays(startDay, days), ctx.zone))
  const coming = await comingTouches(ctx, targets, { until, except: [] })
  if (coming.size === 0) return NO_OTHERS
  const names = await namesOf(ctx, [...coming.values()].flat())
  const named = (touches: readonly LaterTouch[] | undefined): OthersTouch[] =>
    (touches ?? []).map((one) => ({ ...one, name: names.get(one.origin.runId) ?? null }))
  const ways = new Map<string, { count: number; touches: readonly LaterTouch[] }>()
  for (const { id } of members) {
    const touches = coming.get(`m${id}`) ?? []
    const way = touches.map((one) => `${one.origin.source}/${one.origin.runId}/${one.at.getTime()}`).join(' ')
    ways.set(way, { touches, count: (ways.get(way)?.count ?? 0) + 1 })
  }
  const [most, rest] = split([...ways.values()].sort((a, b) => b.count - a.count))
  return {
    group: named(coming.get(`g${communityId}`)),
    members: [
      ...most.map(({ count, touches }) => ({ count, touches: named(touches) })),
      ...(rest > 0 ? [{ count: rest, touches: [] }] : []),
    ],
  }
}

function split(ways: readonly { readonly count: number; readonly touches: readonly LaterTouch[] }[]) {
  return [ways.slice(0, MOST_WAYS), ways.slice(MOST_WAYS).reduce((sum, one) => sum + one.count, 0)] as const
}

async function namesOf(ctx: Ctx, touches: readonly LaterTouch[]): Promise<ReadonlyMap<number, string>> {
  const runIds = touches.flatMap(({ origin }) => (origin.source === sendSource.playbook ? [origin.runId] : []))
  const [origin] = ctx.app.registry.all(touchOrigins)
  const names = runIds.length > 0 && origin ? await origin.names(ctx, [...new Set(runIds)]) : []
  return new Map(names.map(({ id, name }) => [id, name]))
}

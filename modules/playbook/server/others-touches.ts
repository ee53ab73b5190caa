import { addDays, dayOf, startOfDay } from '@grove/calendar'
import { comingTouches, touchesMade, touchOrigins } from '@grove/conversation/server'
import { sendSource } from '@grove/conversation/contract'
import type { ComingTouch } from '@grove/conversation/domain'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { LookedAt } from '../contract/index.ts'
import { foldStandings, NO_OTHERS, type Others } from '../domain/preview/index.ts'

/** Members looked at; of the rest the screen says that they were not. */
const MOST_MEMBERS = 5000
/** Every touch goes before this one: a preview plays out all of them. */
const LOWEST = -2

export interface OthersSeen extends Others {
  /** Of how many members what others send is reckoned with; null: of all of them. */
  readonly lookedAt: LookedAt | null
}

/** What those in these communities, and the groups themselves, have had lately and get of others until the end of a preview: the delivery's own answer. */
export async function othersTouches(
  ctx: Ctx,
  { communityIds, startDay, days }: { readonly communityIds: readonly number[]; readonly startDay: string; readonly days: number },
): Promise<OthersSeen> {
  if (communityIds.length === 0) return { ...NO_OTHERS, lookedAt: null }
  const members = await ctx.db.rows<{ id: number; times: number; of: number }>(sql`
    select member_id as id, count(*)::int as times, (count(*) over ())::int as of from membership
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
  const receiver = (key: string, times: number) => ({
    times,
    made: made.get(key) ?? NOTHING,
    touches: (coming.get(key) ?? []).map((one) => ({ ...one, name: names.get(one.origin.runId) ?? null })),
  })
  const groups = foldStandings(communityIds.map((id) => receiver(`g${id}`, 1)))
  const people = foldStandings(members.map(({ id, times }) => receiver(`m${id}`, times)))
  const of = members[0]?.of ?? 0
  return { groups: groups.standings, members: people.standings, lookedAt: people.apart < of ? { members: people.apart, of } : null }
}

const NOTHING: ReadonlyMap<string, number> = new Map()

async function namesOf(ctx: Ctx, touches: readonly ComingTouch[]): Promise<ReadonlyMap<number, string>> {
  const runIds = touches.flatMap(({ origin }) => (origin.source === sendSource.playbook ? [origin.runId] : []))
  const [origin] = ctx.app.registry.all(touchOrigins)
  const names = runIds.length > 0 && origin ? await origin.names(ctx, [...new Set(runIds)]) : []
  return new Map(names.map(({ id, name }) => [id, name]))
}

import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  activityErrors,
  type CockpitView,
  type listRunning as runningRoute,
  type lookAtActivity as lookRoute,
  type PhoneView,
} from '../contract/index.ts'
import { inGroup, seenActivity } from './entries.ts'
import { readMine, readShared } from './read-view.ts'
import { findActivities, findByCode } from './store.ts'

/** @throws activity.not_found activity.not_in_group */
export async function lookAtActivity(ctx: Ctx, { code }: InputOf<typeof lookRoute>): Promise<PhoneView> {
  const activity = await findByCode(ctx, code)
  if (!activity || ctx.actor.kind !== 'member') throw activityErrors.not_found()
  await inGroup(ctx, activity.communityId)
  const { shared } = await readShared(ctx, activity)
  return { ...shared, mine: await readMine(ctx, activity, ctx.actor.memberId) }
}

/** @throws activity.not_in_group */
export async function listRunning(ctx: Ctx, input: InputOf<typeof runningRoute>): Promise<OutputOf<typeof runningRoute>> {
  const { communityId, limit } = input
  await inGroup(ctx, communityId)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<OutputOf<typeof runningRoute>['items'][number] & { key: string }>(sql`
    select a.id, a.code, a.kind, a.title, a.stage, a.starts_at as "startsAt", a.starts_at::text as key from activity a
    where a.workspace_id = ${ctx.workspaceId} and a.community_id = ${communityId}
      and (a.stage not in ('planned', 'done', 'stopped', 'followed') or a.starts_at > ${ctx.clock.now()}) and a.stage <> 'stopped'
      and ${place ? sql`(a.starts_at, a.id) > (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by a.starts_at, a.id limit ${limit + 1}`)
  const page = pageOfRows(rows, limit)
  return { items: page.items.map(({ key: _key, ...row }) => row), next: page.next, total: null }
}

const BUCKETS = 60

/** @throws activity.not_found */
export async function getCockpit(ctx: Ctx, { id }: { readonly id: number }): Promise<CockpitView> {
  await seenActivity(ctx, id)
  const [activity] = await findActivities(ctx, [id])
  if (!activity) throw activityErrors.not_found()
  const { shared, head, secret } = await readShared(ctx, activity)
  const pulse = await ctx.db.rows<{ at: Date; count: number }>(sql`
    select date_bin('10 seconds', w.at, timestamptz '2020-01-01') as at, count(*)::int as count from activity_answer w
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id} and w.round = ${activity.round} group by 1 order by 1 desc limit ${BUCKETS}`)
  return {
    ...shared,
    id,
    spec: activity.spec,
    members: head.members,
    stoppedWhy: head.stoppedWhy,
    pulse: pulse.toReversed(),
    secret: activity.stage === 'open' ? secret : null,
  }
}

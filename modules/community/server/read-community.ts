import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { readTimeline } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  communityErrors,
  communityOptions,
  type getCommunity as getRoute,
  positioning,
  threshold,
  type communityTimeline as timelineRoute,
} from '../contract/index.ts'
import { allowedActions, movesFrom } from '../domain/life.ts'
import { conditionSentences } from './entry-facts.ts'
import { joinUrl } from './join-url.ts'
import { communityScope } from './scope.ts'
import { type CommunityRecord, RECORD } from './store-community.ts'

/** One community the actor may see, without a lock. */
export function readCommunity(ctx: Ctx, id: number): Promise<CommunityRecord | undefined> {
  return ctx.db.maybe<CommunityRecord>(sql`
    select ${RECORD} from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and ${communityScope(ctx)}`)
}

/** @throws community.not_found */
export async function getCommunity(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof getRoute>> {
  const found = await readCommunity(ctx, input.id)
  if (!found) throw communityErrors.not_found()
  const { lifetimeHours: _lifetime, ...record } = found
  const staff = await ctx.db.rows<OutputOf<typeof getRoute>['staff'][number]>(sql`
    select cs.staff_id as "staffId", s.display_name as name, cs.post, cs.since from community_staff cs
    join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = cs.staff_id
    where cs.workspace_id = ${ctx.workspaceId} and cs.community_id = ${record.id} and cs.until is null order by cs.id`)
  const { waiting } = await ctx.db.one<{ waiting: number }>(sql`
    select count(*)::int as waiting from application where workspace_id = ${ctx.workspaceId} and community_id = ${record.id}
      and state in ('waiting', 'interview')`)
  const door = threshold.parse(record.threshold)
  return {
    ...record,
    positioning: positioning.parse(record.positioning),
    options: communityOptions.parse(record.options),
    threshold: door,
    conditionWords: await conditionSentences(ctx, door),
    joinUrl: await joinUrl(ctx, record.publicCode),
    staff,
    waiting,
    moves: [...movesFrom(record.state)],
    allowed: [...allowedActions(record.state)],
  }
}

/** @throws community.not_found */
export async function communityTimeline(
  ctx: Ctx,
  input: { readonly id: number; readonly kind?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<OutputOf<typeof timelineRoute>> {
  if (!(await readCommunity(ctx, input.id))) throw communityErrors.not_found()
  return readTimeline(ctx, sql`e.community_id = ${input.id}`, input)
}

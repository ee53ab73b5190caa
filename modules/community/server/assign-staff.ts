import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { communityErrors, communityStaffChanged, type Post } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { lockCommunity } from './store-community.ts'

interface PostInput {
  readonly id: number
  readonly staffId: number
  readonly post: Post
}

/** Gives a colleague a post. @throws community.not_found community.state_forbids community.staff_not_found community.staff_already */
export async function assignStaff(ctx: Ctx, input: PostInput): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    if (!can(community.state, 'staff')) throw communityErrors.state_forbids({ state: community.state, action: 'staff' })
    const changed = await assignPosts(ctx, community.id, [input])
    if (changed === 0) throw communityErrors.staff_already()
    await audit(ctx, { verb: 'community.assign_staff', target: { kind: 'community', id: community.id }, after: input })
    return { changed }
  })
}

/** Posts of a community just made or locked; those already held are left. @throws community.staff_not_found */
export async function assignPosts(ctx: Ctx, communityId: number, posts: readonly { staffId: number; post: Post }[]): Promise<number> {
  if (posts.length === 0) return 0
  const staffIds = [...new Set(posts.map((one) => one.staffId))]
  const { known } = await ctx.db.one<{ known: number }>(sql`
    select count(*)::int as known from staff where workspace_id = ${ctx.workspaceId} and id = any(${staffIds}::bigint[]) and active`)
  if (known < staffIds.length) throw communityErrors.staff_not_found()
  const added = await ctx.db.rows<{ staffId: number; post: Post }>(sql`
    insert into community_staff (workspace_id, community_id, staff_id, post, since)
    select ${ctx.workspaceId}, ${communityId}, n.staff_id, n.post, ${ctx.clock.now()}
    from unnest(${posts.map((one) => one.staffId)}::bigint[], ${posts.map((one) => one.post)}::text[]) as n (staff_id, post)
    on conflict (workspace_id, community_id, staff_id, post) where until is null do nothing
    returning staff_id as "staffId", post`)
  await emit(
    ctx,
    added.map((one) => ({ kind: communityStaffChanged, communityId, counted: false, data: { ...one, change: 'assigned' as const } })),
  )
  return added.length
}

/**
 * Who turns out to own what communities were made after owns them, all at once. Whoever is owner only because they made one gives it up;
 * somebody chosen since stays. Communities that are over keep what they had.
 */
export async function assignRightfulOwners(ctx: Ctx, found: readonly { communityId: number; staffId: number }[]): Promise<number> {
  if (found.length === 0) return 0
  const now = ctx.clock.now()
  const added = await ctx.db.rows<{ communityId: number; staffId: number }>(sql`
    insert into community_staff (workspace_id, community_id, staff_id, post, since)
    select ${ctx.workspaceId}, c.id, n.staff_id, 'owner', ${now}
    from unnest(${found.map((one) => one.communityId)}::bigint[], ${found.map((one) => one.staffId)}::bigint[]) as n (community_id, staff_id)
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = n.community_id and c.state not in ('dissolved', 'transferred')
    order by c.id, n.staff_id
    on conflict (workspace_id, community_id, staff_id, post) where until is null do nothing
    returning community_id as "communityId", staff_id as "staffId"`)
  const ended = await ctx.db.rows<{ communityId: number; staffId: number }>(sql`
    update community_staff cs set until = ${now}
    from unnest(${added.map((one) => one.communityId)}::bigint[], ${added.map((one) => one.staffId)}::bigint[]) as n (community_id, staff_id),
      community c
    where cs.workspace_id = ${ctx.workspaceId} and cs.community_id = n.community_id and cs.staff_id <> n.staff_id and cs.post = 'owner'
      and cs.until is null and c.workspace_id = ${ctx.workspaceId} and c.id = cs.community_id
      and cs.since <= c.created_at + interval '5 seconds'
    returning cs.community_id as "communityId", cs.staff_id as "staffId"`)
  const told = (rows: typeof added, change: 'assigned' | 'ended') =>
    rows.map(({ communityId, staffId }) => ({
      kind: communityStaffChanged,
      communityId,
      counted: false,
      data: { staffId, post: 'owner' as const, change },
    }))
  await emit(ctx, [...told(added, 'assigned'), ...told(ended, 'ended')])
  return added.length
}

/** Ends a post; it stays in the history. @throws community.not_found community.staff_not_found */
export async function endStaff(ctx: Ctx, input: PostInput): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    const changed = await ctx.db.exec(sql`
      update community_staff set until = ${ctx.clock.now()}
      where workspace_id = ${ctx.workspaceId} and community_id = ${community.id} and staff_id = ${input.staffId} and post = ${input.post}
        and until is null`)
    if (changed === 0) throw communityErrors.staff_not_found()
    const { staffId, post } = input
    await emit(ctx, [{ kind: communityStaffChanged, communityId: community.id, counted: false, data: { staffId, post, change: 'ended' } }])
    await audit(ctx, { verb: 'community.end_staff', target: { kind: 'community', id: community.id }, before: { staffId, post } })
    return { changed }
  })
}

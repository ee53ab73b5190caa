import type { Ctx } from '@grove/kernel/server'
import { memberScope } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import type { IssueState, RewardKind } from '../contract/index.ts'

export interface FoundIssue {
  readonly id: number
  readonly kind: RewardKind
  readonly state: IssueState
  readonly sealed: string | null
  readonly expiresAt: Date | null
  readonly settledAt: Date | null
}

const find = (ctx: Ctx, where: Sql) =>
  ctx.db.maybe<FoundIssue>(sql`
    select i.id, r.kind, i.state, i.address_sealed as sealed, i.expires_at as "expiresAt", i.settled_at as "settledAt"
    from reward_issue i join reward r on r.workspace_id = ${ctx.workspaceId} and r.id = i.reward_id
    where i.workspace_id = ${ctx.workspaceId} and ${where} for update of i`)

const seen = (ctx: Ctx) =>
  sql`exists (select 1 from member m where m.workspace_id = ${ctx.workspaceId} and m.id = i.member_id and ${memberScope(ctx)})`

export const findIssueByCode = (ctx: Ctx, pickup: string) => find(ctx, sql`i.pickup = ${pickup} and ${seen(ctx)}`)
export const findSeenIssue = (ctx: Ctx, id: number) => find(ctx, sql`i.id = ${id} and ${seen(ctx)}`)
export const findOwnIssue = (ctx: Ctx, memberId: number, id: number) => find(ctx, sql`i.id = ${id} and i.member_id = ${memberId}`)

export interface SettledIssue {
  readonly id: number
  readonly rewardId: number
  readonly reward: string
  readonly memberId: number
  readonly communityId: number
  readonly counted: boolean
}

/** Rows of `done (id, reward_id, member_id, community_id)` as events tell them; `used` of their rewards grows with them where told. */
const settled = (ctx: Ctx, done: Sql, uses: boolean) =>
  ctx.db.rows<SettledIssue>(sql`
    with done as (${done}),
    counted as (
      update reward r set used = r.used + d.n from (select reward_id, count(*)::int as n from done group by reward_id) d
      where r.workspace_id = ${ctx.workspaceId} and r.id = d.reward_id and ${uses})
    select d.id, d.reward_id as "rewardId", r.name as reward, d.member_id as "memberId", d.community_id as "communityId", m.kind = 'member' as counted
    from done d join reward r on r.workspace_id = ${ctx.workspaceId} and r.id = d.reward_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = d.member_id order by d.id`)

const RETURNED = sql`returning i.id, i.reward_id, i.member_id, i.community_id`

export const markRedeemed = (ctx: Ctx, ids: readonly number[]) =>
  settled(
    ctx,
    sql`update reward_issue i set state = 'redeemed', settled_at = ${ctx.clock.now()}
      where i.workspace_id = ${ctx.workspaceId} and i.id = any(${ids}::bigint[]) ${RETURNED}`,
    true,
  )

/** Goods whose address is there. */
export const markShipped = (ctx: Ctx, ids: readonly number[], carrier: string, tracking: string) =>
  settled(
    ctx,
    sql`update reward_issue i set state = 'shipped', carrier = ${carrier}, tracking = ${tracking}, settled_at = ${ctx.clock.now()}
      where i.workspace_id = ${ctx.workspaceId} and i.id = any(${ids}::bigint[]) and i.state = 'ready' and ${seen(ctx)} ${RETURNED}`,
    true,
  )

/** Pieces whose day is over and that nobody used; an address that waits keeps a piece alive. */
export const markExpired = (ctx: Ctx, limit: number) =>
  settled(
    ctx,
    sql`update reward_issue i set state = 'expired', settled_at = ${ctx.clock.now()}
      where i.workspace_id = ${ctx.workspaceId} and i.id = any(array(
        select e.id from reward_issue e
        where e.workspace_id = ${ctx.workspaceId} and e.state = 'issued' and e.expires_at <= ${ctx.clock.now()}
        order by e.expires_at limit ${limit} for update skip locked)) ${RETURNED}`,
    false,
  )

export const putAddress = (ctx: Ctx, id: number, sealed: string) =>
  settled(
    ctx,
    sql`update reward_issue i set address_sealed = ${sealed}, state = 'ready'
      where i.workspace_id = ${ctx.workspaceId} and i.id = ${id} ${RETURNED}`,
    false,
  )

import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { RewardBody, RewardKind } from '../contract/index.ts'

export interface StoredReward {
  readonly id: number
  readonly key: string
  readonly kind: RewardKind
  readonly state: 'active' | 'archived'
  readonly name: string
  readonly description: string
  readonly points: number
  readonly cost: number
  readonly stock: number | null
  readonly budget: number | null
  readonly validDays: number | null
  readonly issued: number
}

const REWARD = sql`r.id, r.key, r.kind, r.state, r.name, r.description, r.points, r.cost, r.stock, r.budget, r.valid_days as "validDays", r.issued`

/** Locked in the order of their numbers: whoever gives or changes a reward holds its row. */
export function lockRewards(ctx: Ctx, ids: readonly number[]): Promise<StoredReward[]> {
  return ctx.db.rows<StoredReward>(sql`
    select ${REWARD} from reward r where r.workspace_id = ${ctx.workspaceId} and r.id = any(${ids}::bigint[]) order by r.id for update`)
}

/** Rewards by number, for who gives them: the name, whether they are in use, and what a piece costs. */
export async function rewardsById(ctx: Ctx, ids: readonly number[]): Promise<ReadonlyMap<number, StoredReward>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.rows<StoredReward>(sql`
    select ${REWARD} from reward r where r.workspace_id = ${ctx.workspaceId} and r.id = any(${ids}::bigint[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

export function findRewardsByKey(ctx: Ctx, keys: readonly string[]): Promise<StoredReward[]> {
  return ctx.db.rows<StoredReward>(sql`
    select ${REWARD} from reward r where r.workspace_id = ${ctx.workspaceId} and r.key = any(${keys}::text[])`)
}

/** Undefined when the key is taken. */
export async function insertReward(ctx: Ctx, key: string, kind: RewardKind, body: RewardBody): Promise<number | undefined> {
  const now = ctx.clock.now()
  const row = await ctx.db.maybe<{ id: number }>(sql`
    insert into reward (workspace_id, key, kind, state, name, description, points, cost, stock, budget, valid_days, issued, used, created_at,
      updated_at)
    values (${ctx.workspaceId}, ${key}, ${kind}, 'active', ${body.name}, ${body.description}, ${body.points}, ${body.cost}, ${body.stock},
      ${body.budget}, ${body.validDays}, 0, 0, ${now}, ${now})
    on conflict (workspace_id, key) do nothing returning id`)
  return row?.id
}

export function updateReward(ctx: Ctx, id: number, body: RewardBody): Promise<number> {
  return ctx.db.exec(sql`
    update reward set name = ${body.name}, description = ${body.description}, points = ${body.points}, cost = ${body.cost},
      stock = ${body.stock}, budget = ${body.budget}, valid_days = ${body.validDays}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export function setRewardState(ctx: Ctx, id: number, to: string): Promise<number> {
  return ctx.db.exec(sql`
    update reward set state = ${to}, updated_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id} and state <> ${to}`)
}

/** Codes that were not there before, by their text. */
export async function insertCodes(ctx: Ctx, rewardId: number, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.rows<{ code: string }>(sql`
    insert into reward_code (workspace_id, reward_id, code, taken)
    select ${ctx.workspaceId}, ${rewardId}, c.code, false from unnest(${codes}::text[]) with ordinality as c (code, position) order by c.position
    on conflict (workspace_id, reward_id, code) do nothing returning code`)
  return new Set(rows.map((row) => row.code))
}

/** Takes up to so many free codes of each reward, the oldest first. */
export function takeCodes(ctx: Ctx, wanted: ReadonlyMap<number, number>): Promise<{ rewardId: number; code: string }[]> {
  return ctx.db.rows<{ rewardId: number; code: string }>(sql`
    with free as (
      select c.reward_id, c.id from unnest(${[...wanted.keys()]}::bigint[], ${[...wanted.values()]}::int[]) as w (reward_id, n)
      cross join lateral (
        select k.reward_id, k.id from reward_code k
        where k.workspace_id = ${ctx.workspaceId} and k.reward_id = w.reward_id and not k.taken
        order by k.id limit w.n for update skip locked) c)
    update reward_code k set taken = true from free
    where k.workspace_id = ${ctx.workspaceId} and k.reward_id = free.reward_id and k.id = free.id
    returning k.reward_id as "rewardId", k.code`)
}

export interface KnownIssue {
  readonly id: number
  readonly key: string
}
export function knownIssues(ctx: Ctx, keys: readonly string[]): Promise<KnownIssue[]> {
  return ctx.db.rows<KnownIssue>(sql`
    select id, key from reward_issue where workspace_id = ${ctx.workspaceId} and key = any(${keys}::text[])`)
}

export function takenPickups(ctx: Ctx, codes: readonly string[]): Promise<{ pickup: string }[]> {
  return ctx.db.rows<{ pickup: string }>(sql`
    select pickup from reward_issue where workspace_id = ${ctx.workspaceId} and pickup = any(${codes}::text[])`)
}

export function receivers(ctx: Ctx, memberIds: readonly number[]): Promise<{ id: number; counted: boolean }[]> {
  return ctx.db.rows<{ id: number; counted: boolean }>(sql`
    select m.id, m.kind = 'member' as counted from member m
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[]) and m.erased_at is null`)
}

export interface NewIssue {
  readonly rewardId: number
  readonly memberId: number
  readonly communityId: number
  readonly key: string
  readonly why: string
  readonly pickup: string | null
  readonly code: string | null
  readonly state: 'issued' | 'redeemed'
  readonly expiresAt: Date | null
}

/** Numbers of the new pieces, by key; the counters of their rewards move with them. */
export async function insertIssues(ctx: Ctx, issues: readonly NewIssue[]): Promise<ReadonlyMap<string, number>> {
  const now = ctx.clock.now()
  const rows = JSON.stringify(issues)
  const made = await ctx.db.rows<KnownIssue>(sql`
    with n as (
      select x."rewardId", x."memberId", x."communityId", x.key, x.why, x.pickup, x.code, x.state, x."expiresAt" from json_to_recordset(${rows}::json) as x ("rewardId" bigint, "memberId" bigint, "communityId" bigint, key text, why text,
        pickup text, code text, state text, "expiresAt" timestamptz)),
    counted as (
      update reward r set issued = r.issued + c.n, used = r.used + c.done
      from (select "rewardId", count(*)::int as n, (count(*) filter (where state = 'redeemed'))::int as done from n group by 1) c
      where r.workspace_id = ${ctx.workspaceId} and r.id = c."rewardId")
    insert into reward_issue (workspace_id, reward_id, member_id, community_id, key, why, pickup, code, state, carrier, tracking, issued_at,
      expires_at, settled_at)
    select ${ctx.workspaceId}, n."rewardId", n."memberId", n."communityId", n.key, n.why, n.pickup, n.code, n.state, '', '', ${now},
      n."expiresAt", case when n.state = 'redeemed' then ${now}::timestamptz end
    from n returning id, key`)
  return new Map(made.map((row) => [row.key, row.id]))
}

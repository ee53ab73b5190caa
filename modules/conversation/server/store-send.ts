import { kept } from '@grove/db'
import { channels } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { sendSource } from '../contract/index.ts'
import type { SendPlan } from './plan-sends.ts'

export interface StoredPlan extends SendPlan {
  readonly contentId: number
  readonly limitId: number
}

/** Whom the plans (alias `p`) reach: a join that adds `m.member_id`. `large`: many rows of few plans. */
export interface Target {
  readonly join: Sql
  readonly large: boolean
}

const TOUCH_TAKEN = '23505'

/** Inserts what is not there yet; gives how many were new. */
export function insertMissing(ctx: Ctx, plans: readonly StoredPlan[], target: Target): Promise<number> {
  const statement = sql`${insertSql(ctx, plans, target)}
    on conflict (workspace_id, source, run_id, step_id, occurrence, community_id, member_id) do nothing`
  return ctx.db.exec(target.large ? statement : kept(statement))
}

/**
 * A large fan-out goes in without looking for each touch first, which costs a third less: as a rule nothing of it is there yet.
 * Undefined when something is: then every touch has to be looked for.
 */
export async function insertFresh(ctx: Ctx, plans: readonly StoredPlan[], target: Target): Promise<number | undefined> {
  if (!target.large) return undefined
  await ctx.db.exec(sql`savepoint fan_out`)
  try {
    const inserted = await ctx.db.exec(insertSql(ctx, plans, target))
    await ctx.db.exec(sql`release savepoint fan_out`)
    return inserted
  } catch (error) {
    if ((error as { code?: string }).code !== TOUCH_TAKEN) throw error
    await ctx.db.exec(sql`rollback to savepoint fan_out`)
    return undefined
  }
}

function insertSql(ctx: Ctx, plans: readonly StoredPlan[], target: Target): Sql {
  const kinds = ctx.app.registry.all(channels).map((channel) => channel.kind)
  return sql`
    insert into send (workspace_id, source, run_id, step_id, occurrence, community_id, member_id, content_id, limit_id, variant, priority, exempt,
      not_before, expires_at, created_at, channel, state, reason)
    select ${ctx.workspaceId}, p.source, p.run_id, p.step_id, p.occurrence, p.community_id, coalesce(m.member_id, 0), p.content_id, p.limit_id,
      p.variant, p.priority, p.exempt, p.not_before, p.expires_at, ${ctx.clock.now()}, c.channel,
      case when c.channel <> all(${kinds}::text[]) then 'failed' when p.confirm then 'needs_person' else 'planned' end,
      case when c.channel <> all(${kinds}::text[]) then 'account_gone' when p.confirm then 'confirm' end
    from unnest(
      ${plans.map((plan) => sendSource[plan.source])}::smallint[], ${plans.map((plan) => plan.runId)}::bigint[],
      ${plans.map((plan) => plan.stepId)}::bigint[], ${plans.map((plan) => plan.occurrence)}::bigint[],
      ${plans.map((plan) => plan.communityId)}::bigint[], ${plans.map((plan) => plan.contentId)}::bigint[],
      ${plans.map((plan) => plan.limitId)}::bigint[], ${plans.map((plan) => plan.variant ?? null)}::text[],
      ${plans.map((plan) => plan.priority ?? 0)}::smallint[], ${plans.map((plan) => plan.exempt ?? false)}::boolean[],
      ${plans.map((plan) => plan.notBefore.toISOString())}::timestamptz[],
      ${plans.map((plan) => plan.expiresAt?.toISOString() ?? null)}::timestamptz[],
      ${plans.map((plan) => Boolean(plan.confirm))}::boolean[], ${plans.map((plan) => plan.to === 'group')}::boolean[]
    ) with ordinality as p (source, run_id, step_id, occurrence, community_id, content_id, limit_id, variant, priority, exempt,
      not_before, expires_at, confirm, to_group, position)
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = p.community_id
    ${target.join}
    where p.to_group or m.member_id is not null`
}

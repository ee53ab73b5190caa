import { channels } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { openTasks } from '@grove/task/server'
import sql, { type Sql } from 'sql-template-tag'
import { type SendContent, type SendSource, sendSource, type TouchLimits } from '../contract/index.ts'
import { type Confirmation, confirmTasks } from './send-confirm.ts'
import { storeContents, storeLimits } from './store-content.ts'

/** One decision to touch somebody: a step in one community (and variant), or a manual send. */
export interface SendPlan {
  readonly source: SendSource
  /** The playbook run, or the announcement. */
  readonly runId: number
  readonly stepId: number
  readonly occurrence: number
  readonly communityId: number
  /** The whole group, or these members, each in private. */
  readonly to: 'group' | readonly number[]
  readonly content: SendContent
  readonly variant?: string | null
  readonly notBefore: Date
  /** Never sent at or after this moment. */
  readonly expiresAt?: Date | null
  /** Above 0 goes before the rest. */
  readonly priority?: number
  /** A service message: quiet hours and caps do not hold it. */
  readonly exempt?: boolean
  readonly limits?: TouchLimits | null
  /** A person presses send first; `title` heads the task that asks. */
  readonly confirm?: Confirmation | null
}

interface StoredPlan extends SendPlan {
  readonly contentId: number
  readonly limitId: number
}

/** Persists intents in the caller's transaction, in one statement; a touch that is already there is left as it is. Returns how many are new. */
export function planSends(ctx: Ctx, plans: readonly SendPlan[]): Promise<{ planned: number }> {
  const listed = plans.map((plan, index) => ({ plan: index + 1, to: plan.to }))
  const members = listed.flatMap(({ plan, to }) => (to === 'group' ? [] : to.map((memberId) => ({ plan, memberId }))))
  return persist(
    ctx,
    plans,
    sql`left join unnest(${members.map((row) => row.plan)}::int[], ${members.map((row) => row.memberId)}::bigint[])
    as m (plan, member_id) on m.plan = p.position`,
  )
}

/** The same for the members a query yields (one column, `member_id`, of this workspace): they never leave the database. */
export function planSendsTo(ctx: Ctx, plan: Omit<SendPlan, 'to'>, members: Sql): Promise<{ planned: number }> {
  return persist(ctx, [{ ...plan, to: [] }], sql`cross join (${members}) as m (member_id)`)
}

async function persist(ctx: Ctx, plans: readonly SendPlan[], targets: Sql): Promise<{ planned: number }> {
  if (plans.length === 0) return { planned: 0 }
  return ctx.inTx(async (tx) => {
    const contentIds = await storeContents(
      tx,
      plans.map((plan) => plan.content),
    )
    const limitIds = await storeLimits(
      tx,
      plans.map((plan) => plan.limits ?? null),
    )
    const stored = plans.map((plan, index) => ({ ...plan, contentId: contentIds[index] ?? 0, limitId: limitIds[index] ?? 0 }))
    const planned = await insertSends(tx, stored, targets)
    await openTasks(tx, confirmTasks(plans))
    tx.afterCommit(() => tx.app.signals.wake('sends'))
    return { planned }
  })
}

function insertSends(ctx: Ctx, plans: readonly StoredPlan[], targets: Sql): Promise<number> {
  const kinds = ctx.app.registry.all(channels).map((channel) => channel.kind)
  return ctx.db.exec(sql`
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
    ${targets}
    where p.to_group or m.member_id is not null
    on conflict (workspace_id, source, run_id, step_id, occurrence, community_id, member_id) do nothing`)
}

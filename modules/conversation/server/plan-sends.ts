import type { Ctx } from '@grove/kernel/server'
import { openTasks } from '@grove/task/server'
import sql, { type Sql } from 'sql-template-tag'
import type { SendContent, SendSource, TouchLimits } from '../contract/index.ts'
import { reserveShares } from './quota-ledger.ts'
import { type Confirmation, confirmTasks } from './send-confirm.ts'
import { storeContents, storeLimits } from './store-content.ts'
import { insertFresh, insertMissing, type Target } from './store-send.ts'

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

/** Persists intents in the caller's transaction, in one statement; a touch that is already there is left as it is. Returns how many are new. */
export function planSends(ctx: Ctx, plans: readonly SendPlan[]): Promise<{ planned: number }> {
  const members = plans.flatMap(({ to }, index) => (to === 'group' ? [] : to.map((memberId) => ({ plan: index + 1, memberId }))))
  const asked = plans.filter((plan) => plan.to.length > 0)
  return persist(ctx, plans, asked, {
    join: sql`left join unnest(${members.map((row) => row.plan)}::int[], ${members.map((row) => row.memberId)}::bigint[]) as m (plan, member_id)
      on m.plan = p.position`,
    large: plans.length <= FEW_PLANS && members.length >= MANY_MEMBERS,
  })
}

/** The same for the members a query yields (one column, `member_id`, of this workspace): they never leave the database. */
export function planSendsTo(ctx: Ctx, plan: Omit<SendPlan, 'to'>, members: Sql): Promise<{ planned: number }> {
  const one: SendPlan = { ...plan, to: [] }
  return persist(ctx, [one], [one], { join: sql`cross join (${members}) as m (member_id)`, large: true })
}

const FEW_PLANS = 20
const MANY_MEMBERS = 1000

async function persist(ctx: Ctx, plans: readonly SendPlan[], asked: readonly SendPlan[], target: Target): Promise<{ planned: number }> {
  if (plans.length === 0) return { planned: 0 }
  return ctx.inTx(async (tx) => {
    const contents = await storeContents(
      tx,
      plans.map((plan) => plan.content),
    )
    const limits = await storeLimits(
      tx,
      plans.map((plan) => plan.limits ?? null),
    )
    const stored = plans.map((plan, index) => ({ ...plan, contentId: contents[index] ?? 0, limitId: limits[index] ?? 0 }))
    const planned = (await insertFresh(tx, stored, target)) ?? (await insertMissing(tx, stored, target))
    if (planned > 0) await reserveShares(tx, stored)
    if (planned > 0) await openTasks(tx, confirmTasks(asked))
    tx.afterCommit(() => tx.app.signals.wake('sends'))
    return { planned }
  })
}

import { evaluate, factsOf } from '@grove/condition-kit/contract'
import type { Condition } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import type { Weights } from '../contract/index.ts'
import { ticketWeight } from '../domain/ticket-weight.ts'
import { signInsOf, type StoredActivity } from './store.ts'

const SIGN_IN_DAYS = 30

/** How many tickets each holds in these draws. Days signed in are looked up for all draws at once, facts once for each draw that asks for any. */
export async function weighTickets(
  ctx: Ctx,
  draws: readonly StoredActivity[],
  people: readonly { readonly activityId: number; readonly memberId: number }[],
): Promise<(activityId: number, memberId: number) => number> {
  const weighed = draws.flatMap((one) => (one.spec.weights ? [{ ...one, weights: one.spec.weights }] : []))
  const counted = weighed.filter((one) => one.weights.perSignIn > 0)
  const since = new Date(ctx.clock.now().getTime() - SIGN_IN_DAYS * 86_400_000)
  const signIns = new Map((await signInsOf(ctx, counted, since)).map((row) => [`${row.activityId}:${row.memberId}`, row.days]))
  const fits = new Map<number, (memberId: number, rule: number) => boolean>()
  for (const one of weighed) {
    const memberIds = people.flatMap((person) => (person.activityId === one.id ? [person.memberId] : []))
    fits.set(one.id, await fitting(ctx, one.communityId, one.weights, memberIds))
  }
  const byId = new Map(weighed.map((one) => [one.id, one.weights]))
  return (activityId, memberId) =>
    ticketWeight(byId.get(activityId) ?? null, {
      signIns: signIns.get(`${activityId}:${memberId}`) ?? 0,
      fits: (rule) => fits.get(activityId)?.(memberId, rule) ?? false,
    })
}

async function fitting(ctx: Ctx, communityId: number, { rules }: Weights, memberIds: readonly number[]) {
  if (rules.length === 0) return () => false
  const kinds = conditionKindsOf(ctx.app)
  const conditions = rules.map((rule) => rule.condition as Condition)
  const keys = [...new Set(conditions.flatMap((condition) => factsOf(condition, kinds)))]
  const facts = await loadFacts(ctx, { communityId, memberIds, keys, runStartAt: null })
  return (memberId: number, rule: number) => evaluate(conditions[rule] as Condition, facts.get(memberId) ?? {}, kinds)
}

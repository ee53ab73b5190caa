import type { Ctx } from '@grove/kernel/server'
import type { Weights } from '../contract/index.ts'
import { ticketWeight, weightByPrize } from '../domain/ticket-weight.ts'
import { drawPrizes } from './draw-prizes.ts'
import { loadFits } from './load-fits.ts'
import { signInsOf, type StoredActivity } from './store.ts'

const SIGN_IN_DAYS = 30

export interface Holder {
  readonly activityId: number
  readonly memberId: number
  readonly score: number
}
interface Held {
  readonly weight: number
  readonly each?: readonly number[] | undefined
}

/** How many tickets each holds in these draws, and for each prize with rules of its own. Days signed in are looked up for all draws at once. */
export async function weighTickets(
  ctx: Ctx,
  draws: readonly StoredActivity[],
  people: readonly Holder[],
): Promise<(draw: StoredActivity, holder: Holder) => Held> {
  const since = new Date(ctx.clock.now().getTime() - SIGN_IN_DAYS * 86_400_000)
  const counted = draws.filter((one) => weightsIn(one).some(({ perSignIn }) => perSignIn > 0))
  const signIns = new Map((await signInsOf(ctx, counted, since)).map((row) => [`${row.activityId}:${row.memberId}`, row.days]))
  const fits = await loadFits(
    ctx,
    draws.map((one) => ({
      communityId: one.communityId,
      memberIds: people.flatMap((person) => (person.activityId === one.id ? [person.memberId] : [])),
      conditions: conditionsIn(one),
    })),
  )
  return (activity, { memberId, score }) => {
    const fit = (condition: unknown) => fits(activity.communityId, memberId, condition)
    const weigh = (weights: Weights | null) =>
      ticketWeight(weights, {
        signIns: signIns.get(`${activity.id}:${memberId}`) ?? 0,
        fits: (rule) => fit(weights?.rules[rule]?.condition),
      })
    // In a quiz each right answer is a ticket; elsewhere the rules say how many one has.
    const weight = activity.mechanism === 'rounds' ? score : weigh(activity.spec.weights)
    return { weight, each: weightByPrize(drawPrizes(activity), weight, { weigh, fits: fit }) }
  }
}

const weightsIn = (activity: StoredActivity): Weights[] =>
  [activity.spec.weights, ...drawPrizes(activity).map((one) => one.weights)].flatMap((one) => one ?? [])

const conditionsIn = (activity: StoredActivity): unknown[] => [
  ...weightsIn(activity).flatMap(({ rules }) => rules.map((rule) => rule.condition)),
  ...drawPrizes(activity).flatMap(({ only }) => (only ? [only.condition] : [])),
]

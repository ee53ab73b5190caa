export interface Available {
  readonly id: number
  readonly active: boolean
  /** Pieces that can still be given; null: no limit. */
  readonly left: number | null
}

/** Pieces that a stock and a budget still allow; null: no limit. */
export function leftOf(one: {
  readonly stock: number | null
  readonly budget: number | null
  readonly cost: number
  readonly issued: number
}): number | null {
  const limits = [
    ...(one.stock === null ? [] : [one.stock]),
    ...(one.budget === null || one.cost === 0 ? [] : [Math.floor(one.budget / one.cost)]),
  ]
  return limits.length ? Math.max(0, Math.min(...limits) - one.issued) : null
}

/** Who gets a piece, in the order of asking: each wish takes one of what is left, the rest goes away empty. */
export function allot<W extends { readonly rewardId: number }>(
  rewards: readonly Available[],
  wishes: readonly W[],
): { readonly given: readonly W[]; readonly refused: readonly W[] } {
  const left = new Map(rewards.map((one) => [one.id, one.active ? (one.left ?? Number.POSITIVE_INFINITY) : 0]))
  const given: W[] = []
  const refused: W[] = []
  for (const wish of wishes) {
    const now = left.get(wish.rewardId) ?? 0
    if (now >= 1) {
      left.set(wish.rewardId, now - 1)
      given.push(wish)
    } else refused.push(wish)
  }
  return { given, refused }
}

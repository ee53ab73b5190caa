export interface Movement {
  readonly memberId: number
  readonly amount: number
}
export interface Settled<M> {
  readonly movement: M
  readonly balance: number
}

/**
 * Running balances of movements in their order, or the first member who has not enough. Total: all are settled, or none.
 * `balances` holds what each member has now; absent is 0.
 */
export function settleMovements<M extends Movement>(
  balances: ReadonlyMap<number, number>,
  movements: readonly M[],
):
  | { readonly ok: true; readonly settled: readonly Settled<M>[] }
  | { readonly ok: false; readonly memberId: number; readonly has: number; readonly needs: number } {
  const now = new Map(balances)
  const settled: Settled<M>[] = []
  for (const movement of movements) {
    const has = now.get(movement.memberId) ?? 0
    const balance = has + movement.amount
    if (balance < 0) return { ok: false, memberId: movement.memberId, has, needs: -movement.amount }
    now.set(movement.memberId, balance)
    settled.push({ movement, balance })
  }
  return { ok: true, settled }
}

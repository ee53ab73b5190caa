import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type Counter, pointsErrors, pointsGiven, pointsTaken, type ReasonDetail } from '../contract/index.ts'
import { settleMovements } from '../domain/settle-movements.ts'
import { insertEntries, knownKeys, lockBalances, setBalances } from './store.ts'

export interface PointsMove {
  readonly memberId: number
  /** Positive gives, negative takes. */
  readonly amount: number
  readonly counter: Counter
  readonly reason: string
  readonly detail?: ReasonDetail
  /** Who repeats a key repeats nothing. */
  readonly key: string
  readonly reverses?: number
  readonly communityId?: number
}

/**
 * Moves points in the caller's transaction: all of the set or none. Moves whose key is known already, and members that are gone, are passed over.
 * Answers the entries made, by key. @throws points.not_enough
 */
export async function movePoints(
  ctx: Ctx,
  moves: readonly PointsMove[],
): Promise<ReadonlyMap<string, { entryId: number; balance: number }>> {
  if (moves.length === 0) return new Map()
  return ctx.inTx(async (ctx) => {
    const held = await lockBalances(
      ctx,
      [...new Set(moves.map((move) => move.memberId))].toSorted((a, b) => a - b),
    )
    const known = await knownKeys(
      ctx,
      moves.map((move) => move.key),
    )
    const once = new Map(moves.filter((move) => !known.has(move.key) && held.has(move.memberId)).map((move) => [move.key, move]))
    if (once.size === 0) return new Map()
    const balances = new Map([...held].map(([memberId, { balance }]) => [memberId, balance]))
    const result = settleMovements(balances, [...once.values()])
    if (!result.ok) throw pointsErrors.not_enough({ has: result.has, needs: result.needs })
    const entries = result.settled.map(({ movement: move, balance }) => ({
      ...move,
      detail: move.detail ?? {},
      reverses: move.reverses ?? 0,
      balance,
    }))
    const ids = await insertEntries(ctx, entries)
    await setBalances(ctx, new Map(entries.map((one) => [one.memberId, one.balance])))
    await emit(
      ctx,
      entries.map(({ memberId, communityId, amount, reason, balance }, index) => ({
        kind: amount > 0 ? pointsGiven : pointsTaken,
        memberId,
        ...(communityId ? { communityId } : {}),
        counted: held.get(memberId)?.counted ?? true,
        data: { entryId: ids[index] ?? 0, amount, reason, balance },
      })),
    )
    return new Map(entries.map((one, index) => [one.key, { entryId: ids[index] ?? 0, balance: one.balance }]))
  })
}

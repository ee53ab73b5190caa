import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { createMembers, everErasedAt, findIdentities, identityKey, livingIds, returnedAt } from '@grove/member/server'
import { type NewOrder, type OrderProblem, orderPaid, type recordOrders as recordRoute } from '../contract/index.ts'
import { knownPlaces } from './known-places.ts'
import { lockBuyers, refreshBuyers } from './store-buyer.ts'
import { findOrders, insertOrders, keepProductLines, type OwnedOrder, orderKey, type StoredOrder } from './store-order.ts'

/** A clock of a shop may run ahead of ours a little. */
const AHEAD_MS = 10 * 60_000

/** Records paid orders, any number in a fixed number of statements. What cannot be taken is answered row by row. */
export async function recordOrders(ctx: Ctx, input: InputOf<typeof recordRoute>): Promise<OutputOf<typeof recordRoute>> {
  return ctx.inTx(async (ctx) => {
    const problems: OrderProblem[] = []
    const owned = await ownersOf(ctx, input.orders, input.makeMembers, problems)
    const known = new Map((await findOrders(ctx, owned)).map((one) => [orderKey(one), one]))
    const communities = await knownPlaces(
      ctx,
      owned.flatMap((one) => one.communityId ?? []),
    )
    const latest = ctx.clock.now().getTime() + AHEAD_MS
    const fresh: OwnedOrder[] = []
    let same = 0
    for (const one of firstOfEach(owned)) {
      const there = known.get(orderKey(one))
      if (there && differs(there, one)) problems.push({ number: one.number, code: 'differs' })
      else if (there) same++
      else if (new Date(one.paidAt).getTime() > latest) problems.push({ number: one.number, code: 'future' })
      else if (one.communityId !== null && !communities.has(one.communityId))
        problems.push({ number: one.number, code: 'unknown_community' })
      else fresh.push(one)
    }
    await lockBuyers(
      ctx,
      fresh.map((one) => one.memberId),
    )
    const made = await insertOrders(ctx, fresh)
    await finish(ctx, made)
    // Somebody else recorded the same numbers in this moment.
    return { recorded: made.length, known: same + fresh.length - made.length, problems, ids: made.map((one) => one.id) }
  })
}

async function finish(ctx: Ctx, made: readonly StoredOrder[]): Promise<void> {
  if (made.length === 0) return
  await refreshBuyers(
    ctx,
    made.map((one) => one.memberId),
  )
  await keepProductLines(ctx, [...new Set(made.flatMap((one) => one.productLine ?? []))])
  await emit(
    ctx,
    made.map((one) => ({
      kind: orderPaid,
      memberId: one.memberId,
      communityId: one.communityId ?? undefined,
      runId: one.runId ?? undefined,
      at: new Date(one.paidAt),
      counted: one.counted,
      dedupeKey: `order/${one.id}`,
      data: {
        orderId: one.id,
        number: one.number,
        amount: one.amount,
        currency: one.currency,
        productLine: one.productLine,
        product: one.product,
        source: one.source,
      },
    })),
  )
  if (ctx.actor.kind === 'staff')
    await audit(
      ctx,
      made.map((one) => ({
        verb: 'order.record',
        target: { kind: 'order', id: one.id },
        after: { number: one.number, amount: one.amount },
      })),
    )
}

/** The member of each order: told, or found by identity, or made when that is wanted. */
async function ownersOf(ctx: Ctx, orders: readonly NewOrder[], make: boolean, problems: OrderProblem[]): Promise<OwnedOrder[]> {
  const buyers = orders.flatMap((one) => (one.memberId === undefined && one.buyer ? [one.buyer] : []))
  const told = new Set(
    await livingIds(
      ctx,
      orders.flatMap((one) => one.memberId ?? []),
    ),
  )
  const found = buyers.length ? await findIdentities(ctx, buyers) : []
  const holders = new Map(found.map((one) => [identityKey(one), one.memberId]))
  const erased = await everErasedAt(ctx, buyers)
  const gone = new Set([
    ...(await ofBefore(ctx, orders, holders, erased)),
    ...(make ? await makeMissing(ctx, orders, holders, erased) : []),
  ])
  return orders.flatMap((one) => {
    const memberId =
      one.memberId === undefined ? one.buyer && holders.get(identityKey(one.buyer)) : told.has(one.memberId) ? one.memberId : undefined
    if (memberId !== undefined && !gone.has(one)) return [{ ...one, memberId }]
    problems.push({ number: one.number, code: gone.has(one) ? 'erased_buyer' : 'unknown_member' })
    return []
  })
}

/**
 * Orders from before their buyer was forgotten, or before they came back by themselves: the new record, whoever made it, knows nothing of them.
 */
async function ofBefore(
  ctx: Ctx,
  orders: readonly NewOrder[],
  holders: ReadonlyMap<string, number>,
  erased: ReadonlyMap<string, Date>,
): Promise<ReadonlySet<NewOrder>> {
  const returned = await returnedAt(ctx, [...holders.values()])
  if (returned.size + erased.size === 0) return new Set()
  return new Set(
    orders.filter((one) => {
      if (one.memberId !== undefined || !one.buyer) return false
      const key = identityKey(one.buyer)
      const [paidAt, gone, back] = [new Date(one.paidAt), erased.get(key), returned.get(holders.get(key) ?? 0)]
      return (gone !== undefined && paidAt <= gone) || (back !== undefined && paidAt < back)
    }),
  )
}

/** Makes the buyers nobody knows. Whoever was forgotten comes back by what they bought afterwards; answers orders that only tell of before. */
async function makeMissing(
  ctx: Ctx,
  orders: readonly NewOrder[],
  holders: Map<string, number>,
  erased: ReadonlyMap<string, Date>,
): Promise<ReadonlySet<NewOrder>> {
  const unheld = orders.flatMap((order) => {
    const { buyer } = order
    if (order.memberId !== undefined || !buyer || holders.has(identityKey(buyer))) return []
    return [{ order, key: identityKey(buyer) }]
  })
  const isNew = ({ order, key }: (typeof unheld)[number]) => {
    const at = erased.get(key)
    return at === undefined || new Date(order.paidAt) > at
  }
  const missing = new Map<string, NewOrder>()
  for (const one of unheld) if (!missing.has(one.key) && isNew(one)) missing.set(one.key, one.order)
  const rows = [...missing]
  const ids = await createMembers(
    ctx,
    rows.map(([, one]) => ({
      displayName: one.buyerName ?? one.buyer?.externalId.slice(-4) ?? '',
      source: one.source,
      ...recordOf(one),
    })),
    { byThemselves: true },
  )
  for (const [at, [key]] of rows.entries()) holders.set(key, ids[at] as number)
  return new Set(unheld.flatMap((one) => (isNew(one) ? [] : [one.order])))
}

function recordOf({ buyer }: NewOrder) {
  if (buyer?.channel === 'phone') return { phone: buyer.externalId }
  if (buyer?.channel === 'email') return { email: buyer.externalId }
  return { identities: buyer ? [buyer] : [] }
}

function firstOfEach(orders: readonly OwnedOrder[]): OwnedOrder[] {
  return [...new Map([...orders].reverse().map((one) => [orderKey(one), one])).values()].reverse()
}

function differs(there: StoredOrder, told: OwnedOrder): boolean {
  return there.amount !== told.amount || there.currency !== told.currency || there.memberId !== told.memberId
}

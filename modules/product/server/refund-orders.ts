import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type NewRefund, type OrderProblem, orderRefunded, type refundOrders as refundRoute } from '../contract/index.ts'
import { lockBuyers, refreshBuyers } from './store-buyer.ts'
import { lockOrders, orderKey, type StoredOrder } from './store-order.ts'
import { addRefunds, findRefunds, type Refund } from './store-refund.ts'

/** Records refunds. What is known already changes nothing; more than was paid is refused for that row. */
export async function refundOrders(ctx: Ctx, input: InputOf<typeof refundRoute>): Promise<OutputOf<typeof refundRoute>> {
  return ctx.inTx(async (ctx) => {
    const problems: OrderProblem[] = []
    const orders = new Map((await lockOrders(ctx, input.refunds)).map((one) => [orderKey(one), one]))
    const there = new Map((await findRefunds(ctx, [...orders.values()])).map((one) => [`${one.orderId} ${one.refund}`, one.amount]))
    const fresh: (Refund & { readonly order: StoredOrder; readonly net: number })[] = []
    const left = new Map([...orders.values()].map((one) => [one.id, one.amount - one.refunded]))
    let known = 0
    for (const one of input.refunds) {
      const order = orders.get(orderKey(one))
      if (!order) problems.push({ number: one.number, code: 'unknown_order' })
      else {
        const verdict = judge(one, there.get(`${order.id} ${one.refund}`), left.get(order.id) ?? 0)
        if (verdict === 'known') known++
        else if (verdict !== 'take') problems.push({ number: one.number, code: verdict })
        else {
          const net = (left.get(order.id) ?? 0) - one.amount
          left.set(order.id, net)
          there.set(`${order.id} ${one.refund}`, one.amount)
          fresh.push({ orderId: order.id, refund: one.refund, amount: one.amount, reason: one.reason, at: new Date(one.at), order, net })
        }
      }
    }
    await write(ctx, fresh)
    return { recorded: fresh.length, known, problems }
  })
}

function judge(one: NewRefund, before: number | undefined, left: number): 'known' | 'take' | 'differs' | 'more_than_paid' {
  if (before !== undefined) return before === one.amount ? 'known' : 'differs'
  return one.amount > left ? 'more_than_paid' : 'take'
}

async function write(ctx: Ctx, fresh: readonly (Refund & { readonly order: StoredOrder; readonly net: number })[]): Promise<void> {
  if (fresh.length === 0) return
  const memberIds = fresh.map((one) => one.order.memberId)
  await lockBuyers(ctx, memberIds)
  await addRefunds(ctx, fresh)
  await refreshBuyers(ctx, memberIds)
  await emit(
    ctx,
    fresh.map(({ order, ...one }) => ({
      kind: orderRefunded,
      memberId: order.memberId,
      communityId: order.communityId ?? undefined,
      runId: order.runId ?? undefined,
      at: one.at,
      counted: order.counted,
      data: {
        orderId: order.id,
        number: order.number,
        amount: one.amount,
        currency: order.currency,
        refund: one.refund,
        net: one.net,
        productLine: order.productLine,
        reason: one.reason,
      },
    })),
  )
  if (ctx.actor.kind === 'staff')
    await audit(
      ctx,
      fresh.map((one) => ({
        verb: 'order.refund',
        target: { kind: 'order', id: one.orderId },
        before: { refunded: one.order.refunded },
        after: { refund: one.refund, amount: one.amount, reason: one.reason },
      })),
    )
}

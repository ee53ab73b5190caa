import type { Ctx } from '@grove/kernel/server'
import type { NewOrder } from '@grove/product/contract'
import { recordOrders, refundOrders } from '@grove/product/server'
import type { Dice } from '../domain/chance-of.ts'
import { goodsIn } from '../domain/goods.ts'
import type { LivingGroup } from './open-group.ts'

/** How likely somebody of a group buys on an evening; who talks a lot buys more. */
const MOOD: Readonly<Record<string, number>> = { benefit: 0.013, flash: 0.09, newcomer: 0.012 }
const REFUND_DAYS = 3

/** The evening's orders of all groups, and the refunds of some that were paid three days ago. */
export async function goShopping(
  ctx: Ctx,
  groups: readonly LivingGroup[],
  dice: Dice,
  day: number,
  days: (day: number) => string,
): Promise<void> {
  const orders = groups.flatMap((group) => bought(ctx, group, dice, day, days(day)))
  if (orders.length > 0) await recordOrders(ctx, { orders, makeMembers: false })
  const early = day >= REFUND_DAYS ? groups.flatMap((group) => bought(ctx, group, dice, day - REFUND_DAYS, days(day - REFUND_DAYS))) : []
  const refunds = early
    .filter((one) => dice.share(`refund/${one.number}`, one.memberId ?? 0) < 0.06)
    .map((one) => ({
      shop: one.shop,
      number: one.number,
      refund: 'R1',
      amount: dice.share(`part/${one.number}`, one.memberId ?? 0) < 0.4 ? Math.ceil(one.amount / 2) : one.amount,
      reason: ctx.locale === 'zh' ? '不合适' : 'did not suit',
      at: ctx.clock.now(),
    }))
  if (refunds.length > 0) await refundOrders(ctx, { refunds })
}

function bought(ctx: Ctx, { plot, communityId, people }: LivingGroup, dice: Dice, day: number, date: string): NewOrder[] {
  const age = day - plot.opens
  if (age < 0 || age > plot.lasts + 1) return []
  return people.flatMap(({ memberId, person }) => {
    const mood = dice.share(`buy/${plot.key}/${day}`, memberId)
    if (mood > (MOOD[plot.key] ?? 0) * (0.5 + 3 * person.voice)) return []
    const good = dice.pick(`good/${plot.key}/${day}`, memberId, goodsIn(ctx.locale))
    return [
      {
        shop: '',
        number: `${date.replaceAll('-', '')}-${plot.key.slice(0, 1).toUpperCase()}${memberId}`,
        memberId,
        amount: good.price,
        currency: 'CNY',
        productLine: good.line,
        product: good.product,
        source: person.source,
        paidAt: ctx.clock.now(),
        communityId,
        runId: null,
        step: null,
      },
    ]
  })
}

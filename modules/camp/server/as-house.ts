import type { Ctx } from '@grove/kernel/server'

/** The same context with the camp itself as the actor: a student who takes a seat is let into the community by the house. */
export function asHouse(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'system', name: 'camp' }, inTx: (work) => ctx.inTx((inner) => work(asHouse(inner))) }
}

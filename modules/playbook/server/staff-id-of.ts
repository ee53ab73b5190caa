import type { Ctx } from '@grove/kernel/server'

export const staffIdOf = (ctx: Ctx): number | null => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : null)

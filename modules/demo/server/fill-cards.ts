import { answerForm } from '@grove/form/server'
import type { Ctx, SystemCtx } from '@grove/kernel/server'
import type { Dice } from '../domain/chance-of.ts'
import { cardOf } from '../domain/card-of.ts'
import { askedToday } from './store.ts'

/** The evening's cards: three of five who were asked that day fill theirs in, most of them let the next newcomer see it. */
export async function fillCards(system: SystemCtx, ctx: Ctx, dice: Dice): Promise<void> {
  const asked = (await askedToday(ctx)).filter(({ memberId }) => dice.share('card', memberId) < 0.6)
  await Promise.all(
    asked.map(async ({ memberId, workspaceKey, code, from }) => {
      const member = await system.enter(ctx.workspaceId, { kind: 'member', memberId })
      const share = dice.share('card/share', memberId) < 0.7
      await answerForm(member, { ws: workspaceKey, code, from, answers: cardOf(dice, memberId), share })
    }),
  )
}

import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import type { retireQuestions as retireRoute } from '../contract/index.ts'
import { setRetired } from './store.ts'

/** Out of use, or back: nothing is drawn from what is retired, what was answered keeps its words. */
export async function retireQuestions(ctx: Ctx, input: InputOf<typeof retireRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const changed = await setRetired(ctx, input.ids, input.retired)
    if (changed) await audit(ctx, { verb: 'question.retire', target: { kind: 'question', id: input.ids[0] ?? 0 }, after: { ...input } })
    return { changed }
  })
}

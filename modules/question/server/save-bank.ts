import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type createBank as createRoute, questionErrors, type saveBank as saveRoute } from '../contract/index.ts'
import { findBank, insertBank, updateBank } from './store.ts'

/** @throws question.key_taken */
export async function createBank(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const id = await insertBank(ctx, input)
    if (id === undefined) throw questionErrors.key_taken({ key: input.key })
    await audit(ctx, { verb: 'question.create_bank', target: { kind: 'question_bank', id }, after: { ...input } })
    return { id }
  })
}

/** @throws question.bank_not_found */
export async function saveBank(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await findBank(ctx, input.id)
    if (!before) throw questionErrors.bank_not_found()
    const { id, ...after } = input
    const changed = await updateBank(ctx, input)
    await audit(ctx, { verb: 'question.update_bank', target: { kind: 'question_bank', id }, before: { ...before }, after })
    return { changed }
  })
}

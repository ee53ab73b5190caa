import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type changeFormState as stateRoute, formErrors } from '../contract/index.ts'
import { lockForm, updateState } from './store-form.ts'

/** @throws form.not_found form.no_questions */
export async function changeFormState(ctx: Ctx, { id, to }: InputOf<typeof stateRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const form = await lockForm(ctx, id)
    if (!form) throw formErrors.not_found()
    if (form.state === to) return { changed: 0 }
    if (to === 'open' && form.questions.length === 0) throw formErrors.no_questions()
    await updateState(ctx, id, to)
    await audit(ctx, { verb: 'form.state', target: { kind: 'form', id }, before: { state: form.state }, after: { state: to } })
    return { changed: 1 }
  })
}

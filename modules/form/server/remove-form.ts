import { audit, type Ctx } from '@grove/kernel/server'
import { formErrors } from '../contract/index.ts'
import { countAnswers, deleteForm, lockForm } from './store-form.ts'

/** Answers are never thrown away with a form: one that has some is closed instead. @throws form.not_found form.has_answers */
export async function removeForm(ctx: Ctx, { id }: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const form = await lockForm(ctx, id)
    if (!form) throw formErrors.not_found()
    const answers = await countAnswers(ctx, id)
    if (answers > 0) throw formErrors.has_answers({ answers })
    await deleteForm(ctx, id)
    await audit(ctx, { verb: 'form.remove', target: { kind: 'form', id }, before: { key: form.key, title: form.title } })
    return { changed: 1 }
  })
}

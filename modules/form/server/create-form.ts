import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx, makeCodes } from '@grove/kernel/server'
import { type createForm as createRoute, formErrors } from '../contract/index.ts'
import { insertForm, insertVersion, type NewForm, nextFormId } from './store-form.ts'

/** A draft; playbooks can name it at once, members can't open it yet. @throws form.key_taken */
export async function createForm(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const id = await makeForm(ctx, { ...input, state: 'draft' })
    if (id === undefined) throw formErrors.key_taken({ key: input.key })
    await audit(ctx, { verb: 'form.create', target: { kind: 'form', id }, after: { key: input.key, title: input.title } })
    return { id }
  })
}

/** The new form's number; undefined when its key is taken. */
export async function makeForm(ctx: Ctx, form: NewForm): Promise<number | undefined> {
  const id = await nextFormId(ctx)
  if ((await insertForm(ctx, id, makeCodes(ctx, `form ${id}`), form)) === 0) return undefined
  await insertVersion(ctx, id, 1, form.questions)
  return id
}

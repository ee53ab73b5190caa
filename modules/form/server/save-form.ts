import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type FormBody, type FormDetail, formErrors, type saveForm as saveRoute } from '../contract/index.ts'
import { insertVersion, lockForm, updateForm } from './store-form.ts'

/** Words change in place; other questions make a new version. An open form keeps at least one question. @throws form.not_found form.no_questions */
export async function saveForm(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ version: number }> {
  const { id, ...body } = input
  return ctx.inTx(async (ctx) => {
    const before = await lockForm(ctx, id)
    if (!before) throw formErrors.not_found()
    if (before.state === 'open' && body.questions.length === 0) throw formErrors.no_questions()
    const others = JSON.stringify(sorted(before.questions)) !== JSON.stringify(sorted(body.questions))
    const version = before.version + (others ? 1 : 0)
    if (others) await insertVersion(ctx, id, version, body.questions)
    await updateForm(ctx, id, body, version)
    await audit(ctx, { verb: 'form.update', target: { kind: 'form', id }, before: bodyOf(before), after: body })
    return { version }
  })
}

const bodyOf = ({ title, intro, thanks, showExample, questions }: FormDetail): FormBody => ({
  title,
  intro,
  thanks,
  showExample,
  questions,
})

/** The same whatever order the database gives the keys of a JSON object. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inside]) => [key, sorted(inside)]),
  )
}

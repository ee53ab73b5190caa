import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type addQuestion as addRoute, questionErrors, type saveQuestion as saveRoute } from '../contract/index.ts'
import { countQuestions, findQuestion, insertQuestions, lockBank, MOST_QUESTIONS, updateQuestion } from './store.ts'

/** @throws question.bank_not_found question.bank_full question.stem_taken */
export async function addQuestion(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    if (!(await lockBank(ctx, input.id))) throw questionErrors.bank_not_found()
    if ((await countQuestions(ctx, input.id)) >= MOST_QUESTIONS) throw questionErrors.bank_full({ most: MOST_QUESTIONS })
    const [id] = await insertQuestions(ctx, input.id, [input.body])
    if (id === undefined) throw questionErrors.stem_taken()
    await audit(ctx, { verb: 'question.create', target: { kind: 'question', id }, after: { bankId: input.id, stem: input.body.stem } })
    return { id }
  })
}

/** @throws question.not_found question.stem_taken */
export async function saveQuestion(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await findQuestion(ctx, input.id)
    if (!before) throw questionErrors.not_found()
    const changed = await updateQuestion(ctx, input.id, input.body)
    if (changed === 0) throw questionErrors.stem_taken()
    await audit(ctx, { verb: 'question.update', target: { kind: 'question', id: input.id }, before: before.body, after: input.body })
    return { changed }
  })
}

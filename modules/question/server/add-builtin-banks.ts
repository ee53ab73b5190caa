import { audit, type Ctx } from '@grove/kernel/server'
import { builtinBanks } from '../domain/builtin.ts'
import { insertBank, insertQuestions } from './store.ts'

/** Banks whose key is free, with their questions. Answers how many were made. */
export async function installBanks(ctx: Ctx): Promise<number> {
  return ctx.inTx(async (ctx) => {
    let made = 0
    for (const { questions, ...bank } of builtinBanks(ctx.locale)) {
      // oxlint-disable-next-line grove/no-query-in-loop -- a bank or two, once in the life of a workspace
      const id = await insertBank(ctx, bank)
      if (id === undefined) continue
      // oxlint-disable-next-line grove/no-query-in-loop -- the same
      await insertQuestions(ctx, id, questions)
      made++
    }
    return made
  })
}

export async function addBuiltinBanks(ctx: Ctx): Promise<{ added: number }> {
  return ctx.inTx(async (ctx) => {
    const added = await installBanks(ctx)
    if (added) await audit(ctx, { verb: 'question.create_bank', target: { kind: 'question_bank', id: 0 }, after: { added } })
    return { added }
  })
}

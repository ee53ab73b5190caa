import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { bankByKey } from '@grove/question/server'
import {
  campErrors,
  type CampPlan,
  type createTemplate as createRoute,
  type removeTemplate as removeRoute,
  type saveTemplate as saveRoute,
} from '../contract/index.ts'
import {
  countEditions,
  countQuestionsOf,
  deleteTemplate,
  findTemplate,
  formKnown,
  insertTemplate,
  updateTemplate,
} from './store-template.ts'

/** What a plan names has to be there: else a student would be the one who finds out. @throws camp.unknown_bank camp.unknown_form */
export async function refuseUnknown(ctx: Ctx, plan: CampPlan): Promise<void> {
  const quiz = plan.screening.quiz?.bank
  if (quiz && !(await bankByKey(ctx, quiz))) throw campErrors.unknown_bank({ bank: quiz })
  await refuseBanks(ctx, plan)
  const { form } = plan.screening
  if (form && !(await formKnown(ctx, form))) throw campErrors.unknown_form({ form })
}

/** Banks of exams have to hold the questions that are drawn. @throws camp.unknown_bank camp.bank_too_small */
async function refuseBanks(ctx: Ctx, plan: CampPlan): Promise<void> {
  if (plan.exams.length === 0) return
  const held = await countQuestionsOf(ctx, [...new Set(plan.exams.map((exam) => exam.bank))])
  for (const { bank, count } of plan.exams) {
    const has = held.get(bank)
    if (has === undefined) throw campErrors.unknown_bank({ bank })
    if (has < count) throw campErrors.bank_too_small({ bank, has, needs: count })
  }
}

/** A template may name what is not there yet; an edition may not. */
export async function createTemplate(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const id = await insertTemplate(ctx, input.name, input.plan)
    await audit(ctx, {
      verb: 'camp.create_template',
      target: { kind: 'camp_template', id },
      after: { name: input.name, days: input.plan.days.length },
    })
    return { id }
  })
}

/** @throws camp.template_not_found */
export async function saveTemplate(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await findTemplate(ctx, input.id)
    if (!before) throw campErrors.template_not_found()
    const changed = await updateTemplate(ctx, input.id, input.name, input.plan)
    await audit(ctx, {
      verb: 'camp.update_template',
      target: { kind: 'camp_template', id: input.id },
      before: { name: before.name, plan: before.plan },
      after: { name: input.name, plan: input.plan },
    })
    return { changed }
  })
}

/** @throws camp.template_not_found camp.has_editions */
export async function removeTemplate(ctx: Ctx, { id }: InputOf<typeof removeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await findTemplate(ctx, id)
    if (!before) throw campErrors.template_not_found()
    const editions = await countEditions(ctx, id)
    if (editions > 0) throw campErrors.has_editions({ editions })
    const changed = await deleteTemplate(ctx, id)
    await audit(ctx, { verb: 'camp.remove_template', target: { kind: 'camp_template', id }, before: { name: before.name } })
    return { changed }
  })
}

import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { getMember, retagMember, updateMember } from '@grove/member/server'
import { type answerForm as answerRoute, formAnswered, type FormDetail, formErrors, type openForm as openRoute } from '../contract/index.ts'
import { type AnswerEffects, effectsOf } from '../domain/answer-effects.ts'
import { checkAnswers } from '../domain/check-answers.ts'
import { communityByCode, noteOpened, putAnswer } from './store-answer.ts'
import { findFormByCode } from './store-form.ts'

/** @throws form.not_found form.not_open */
async function openFormOf(ctx: Ctx, code: string): Promise<FormDetail> {
  const form = await findFormByCode(ctx, code)
  if (!form || form.state === 'draft') throw formErrors.not_found()
  if (form.state === 'closed') throw formErrors.not_open({ form: form.title })
  return form
}

export async function openForm(ctx: Ctx, input: InputOf<typeof openRoute>): Promise<{ noted: boolean }> {
  if (ctx.actor.kind !== 'member') return { noted: false }
  const form = await openFormOf(ctx, input.code)
  return { noted: await noteOpened(ctx, form.id, ctx.actor.memberId, await communityByCode(ctx, input.from)) }
}

/** Keeps the answers and writes what they say into the record, in one transaction. @throws form.not_found form.not_open form.answers_wrong */
export async function answerForm(ctx: Ctx, input: InputOf<typeof answerRoute>): Promise<{ first: boolean }> {
  return ctx.inTx(async (ctx) => {
    const form = await openFormOf(ctx, input.code)
    if (ctx.actor.kind !== 'member') throw formErrors.not_found()
    const { memberId } = ctx.actor
    const { answers, problems } = checkAnswers(form.questions, input.answers)
    if (problems.length) throw formErrors.answers_wrong({ problems: [...problems] })
    const communityId = await communityByCode(ctx, input.from)
    await noteOpened(ctx, form.id, memberId, communityId)
    const first = await putAnswer(ctx, { formId: form.id, memberId, communityId, version: form.version, answers, shared: input.share })
    const { kind } = await getMember(ctx, { id: memberId })
    await writeRecord(ctx, memberId, effectsOf(form.questions, answers))
    await emit(ctx, [
      {
        kind: formAnswered,
        memberId,
        ...(communityId ? { communityId } : {}),
        counted: kind === 'member',
        data: { formId: form.id, form: form.key, version: form.version, first },
      },
    ])
    return { first }
  })
}

const GENDERS = ['female', 'male', 'other'] as const

async function writeRecord(ctx: Ctx, memberId: number, effects: AnswerEffects): Promise<void> {
  const { gender, ...fields } = effects.fields
  const known = GENDERS.find((one) => one === gender)
  await updateMember(ctx, { id: memberId, ...fields, ...(known && { gender: known }), attributes: { ...effects.attributes } })
  await retagMember(ctx, { memberId, give: effects.tags, take: effects.untags })
}

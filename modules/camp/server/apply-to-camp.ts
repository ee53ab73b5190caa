import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type applyToCamp as applyRoute, campApplied, campErrors, campLeft, type leaveCamp as leaveRoute } from '../contract/index.ts'
import { admitStudents, promoteWaiting } from './admit-students.ts'
import { ownPictures, passQuiz, screeningForm, screeningOrder } from './screen.ts'
import { addAdmitted, editionByCode } from './store-edition.ts'
import { findStudent, putApplied, setStates } from './store-student.ts'
import { tellPhones } from './tell-phones.ts'

/** @throws camp.not_a_student */
export function memberOf(ctx: Ctx): number {
  if (ctx.actor.kind !== 'member') throw campErrors.not_a_student()
  return ctx.actor.memberId
}

/**
 * Everything the screening asks for, then a seat, a place in the line, or a person who decides. Seats are given under the edition's lock.
 * @throws camp.not_found camp.not_enrolling camp.applied_already camp.form_first camp.quiz_missing camp.quiz_changed camp.quiz_failed
 *   camp.proof_missing camp.unknown_picture camp.order_missing
 */
export async function applyToCamp(ctx: Ctx, input: InputOf<typeof applyRoute>): Promise<OutputOf<typeof applyRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code, { lock: true })
    if (edition.state !== 'enrolling') throw campErrors.not_enrolling()
    const known = await findStudent(ctx, edition.id, memberId)
    if (known && ['applied', 'waiting', 'admitted'].includes(known.state)) throw campErrors.applied_already()
    const form = await screeningForm(ctx, edition, memberId)
    if (form && !form.answered) throw campErrors.form_first({ code: form.code })
    const percent = await passQuiz(ctx, edition, memberId, input.answers)
    const { proof, productLine, byPerson } = edition.plan.screening
    if (proof === 'picture' && input.proof === undefined) throw campErrors.proof_missing()
    if (input.proof !== undefined && !(await ownPictures(ctx, memberId, [input.proof]))) throw campErrors.unknown_picture()
    const order = proof === 'order' ? await screeningOrder(ctx, edition, memberId) : undefined
    if (proof === 'order' && !order) throw campErrors.order_missing({ productLine })
    await putApplied(ctx, edition.id, {
      memberIds: [memberId],
      quizPercent: percent,
      proofMediaId: proof === 'picture' ? (input.proof ?? null) : null,
      orderId: order?.id ?? null,
    })
    const student = await findStudent(ctx, edition.id, memberId)
    await emit(ctx, [
      {
        kind: campApplied,
        memberId,
        communityId: edition.communityId,
        counted: student?.counted ?? true,
        data: { editionId: edition.id, edition: edition.name },
      },
    ])
    if (!byPerson && proof !== 'picture') await admitStudents(ctx, edition, [memberId])
    const now = await findStudent(ctx, edition.id, memberId)
    tellPhones(ctx, edition)
    return { state: now?.state ?? 'applied', percent }
  })
}

/** Gives the seat or the place in the line back; the seat goes to who waited longest. @throws camp.not_found camp.not_a_student */
export async function leaveCamp(ctx: Ctx, input: InputOf<typeof leaveRoute>): Promise<{ left: boolean }> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code, { lock: true })
    const { left } = await takeOut(ctx, edition, memberId)
    tellPhones(ctx, edition)
    return { left }
  })
}

/** The caller holds the edition's lock. */
export async function takeOut(
  ctx: Ctx,
  edition: Awaited<ReturnType<typeof editionByCode>>,
  memberId: number,
): Promise<{ left: boolean; promoted: number }> {
  const before = await findStudent(ctx, edition.id, memberId)
  const moved = await setStates(ctx, edition.id, [memberId], { from: ['applied', 'waiting', 'admitted'], to: 'left' })
  if (!before || moved.length === 0) return { left: false, promoted: 0 }
  await emit(ctx, [
    {
      kind: campLeft,
      memberId,
      communityId: edition.communityId,
      counted: before.counted,
      data: { editionId: edition.id, edition: edition.name, how: 'left' },
    },
  ])
  if (before.state !== 'admitted') return { left: true, promoted: 0 }
  await addAdmitted(ctx, edition.id, -1)
  return { left: true, promoted: await promoteWaiting(ctx, { ...edition, admitted: edition.admitted - 1 }) }
}

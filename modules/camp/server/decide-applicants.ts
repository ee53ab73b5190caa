import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { livingIds } from '@grove/member/server'
import {
  type addStudents as addRoute,
  campErrors,
  campLeft,
  type decideApplicants as decideRoute,
  type givePost as postRoute,
  type removeStudent as removeRoute,
} from '../contract/index.ts'
import { admitStudents } from './admit-students.ts'
import { takeOut } from './apply-to-camp.ts'
import { editionOf } from './store-edition.ts'
import { findStudents, putApplied, setPost, setStates } from './store-student.ts'
import { tellPhones } from './tell-phones.ts'

/** Admits in the order they applied; declined ones read the reason. @throws camp.not_found camp.not_enrolling */
export async function decideApplicants(ctx: Ctx, input: InputOf<typeof decideRoute>): Promise<OutputOf<typeof decideRoute>> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id, { lock: true })
    if (edition.state === 'finished' || edition.state === 'closed') throw campErrors.not_enrolling()
    const students = (await findStudents(ctx, edition.id, input.memberIds)).toSorted(
      (a, b) => a.appliedAt.getTime() - b.appliedAt.getTime() || a.memberId - b.memberId,
    )
    const ids = students.filter((one) => one.state !== 'admitted' && one.state !== 'left').map((one) => one.memberId)
    const counts = input.admit
      ? { ...(await admitStudents(ctx, edition, ids)), declined: 0 }
      : { admitted: 0, waiting: 0, declined: await decline(ctx, edition, ids, input.reason) }
    await audit(ctx, { verb: 'camp.decide', target: { kind: 'camp', id: edition.id }, after: { ...input } })
    tellPhones(ctx, edition)
    return counts
  })
}

async function decline(
  ctx: Ctx,
  edition: { id: number; name: string; communityId: number },
  ids: readonly number[],
  reason: string,
): Promise<number> {
  const gone = await setStates(ctx, edition.id, ids, { from: ['applied', 'waiting'], to: 'declined', reason: reason || null })
  const students = await findStudents(ctx, edition.id, gone)
  await emit(
    ctx,
    students.map(({ memberId, counted }) => ({
      kind: campLeft,
      memberId,
      communityId: edition.communityId,
      counted,
      data: { editionId: edition.id, edition: edition.name, how: 'declined' as const },
    })),
  )
  return gone.length
}

/** @throws camp.not_found camp.not_enrolling camp.member_not_found */
export async function addStudents(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<OutputOf<typeof addRoute>> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id, { lock: true })
    if (edition.state === 'finished' || edition.state === 'closed') throw campErrors.not_enrolling()
    const ids = await livingIds(ctx, input.memberIds)
    if (ids.length === 0) throw campErrors.member_not_found()
    await putApplied(ctx, edition.id, { memberIds: ids })
    const done = await admitStudents(ctx, edition, ids)
    await audit(ctx, { verb: 'camp.add_students', target: { kind: 'camp', id: edition.id }, after: { memberIds: ids } })
    tellPhones(ctx, edition)
    return done
  })
}

/** @throws camp.not_found camp.member_not_found */
export async function removeStudent(ctx: Ctx, input: InputOf<typeof removeRoute>): Promise<{ promoted: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id, { lock: true })
    const { left, promoted } = await takeOut(ctx, edition, input.memberId)
    if (!left) throw campErrors.member_not_found()
    await audit(ctx, { verb: 'camp.remove_student', target: { kind: 'camp', id: edition.id }, after: { memberId: input.memberId } })
    tellPhones(ctx, edition)
    return { promoted }
  })
}

/** @throws camp.not_found */
export async function givePost(ctx: Ctx, input: InputOf<typeof postRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const changed = await setPost(ctx, edition.id, input.memberId, input.post)
    tellPhones(ctx, edition)
    if (changed) await audit(ctx, { verb: 'camp.give_post', target: { kind: 'camp', id: edition.id }, after: { ...input } })
    return { changed }
  })
}

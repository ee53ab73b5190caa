import { addMembers } from '@grove/community/server'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type NewTask, openTasks } from '@grove/task/server'
import { campAdmitted } from '../contract/index.ts'
import { asHouse } from './as-house.ts'
import { addAdmitted, type EditionRecord } from './store-edition.ts'
import { findStudents, firstWaiting, setStates } from './store-student.ts'
import { wordsOf } from './words.ts'

/** Kinds of work a camp asks of people; with the community and the member they make a task unique. */
export const CAMP_TASK = { notice: 7001, coaching: 7002, interview: 7003 } as const
const DAY = 86_400_000

/**
 * Gives seats to members at the door or in the line, in their order; beyond the seats they wait. The caller holds the edition's lock.
 * Answers how many got a seat and how many wait.
 */
export async function admitStudents(
  ctx: Ctx,
  edition: EditionRecord,
  memberIds: readonly number[],
  options: { readonly fromWaiting?: boolean } = {},
): Promise<{ admitted: number; waiting: number }> {
  const from = options.fromWaiting ? (['waiting'] as const) : (['applied', 'waiting', 'declined'] as const)
  const room = Math.max(0, edition.seats - edition.admitted)
  const wanted = memberIds.slice(0, room)
  const entry = wanted.length
    ? await addMembers(asHouse(ctx), { id: edition.communityId, memberIds: wanted, scene: 'application' })
    : { joined: [], already: [], blocked: [], noRoom: [] }
  const shutOut = new Set(entry.blocked)
  const inside = new Set([...entry.joined, ...entry.already])
  const seated = await setStates(
    ctx,
    edition.id,
    wanted.filter((id) => inside.has(id)),
    { from, to: 'admitted' },
  )
  await setStates(ctx, edition.id, [...shutOut], {
    from,
    to: 'declined',
    reason: wordsOf(ctx)('camp.reason_shut_out'),
  })
  const later = memberIds.filter((id) => !inside.has(id) && !shutOut.has(id))
  const waiting = options.fromWaiting ? 0 : (await setStates(ctx, edition.id, later, { from, to: 'waiting' })).length
  if (seated.length) {
    await addAdmitted(ctx, edition.id, seated.length)
    await tell(ctx, edition, seated, options.fromWaiting ?? false)
  }
  return { admitted: seated.length, waiting }
}

/** Seats that are free go to who waited longest. The caller holds the edition's lock and says how it is now. */
export async function promoteWaiting(ctx: Ctx, edition: EditionRecord): Promise<number> {
  const room = edition.seats - edition.admitted
  if (room <= 0 || edition.state === 'closed' || edition.state === 'finished') return 0
  const next = await firstWaiting(ctx, edition.id, room)
  return next.length ? (await admitStudents(ctx, edition, next, { fromWaiting: true })).admitted : 0
}

/** The event, and a task for a person: the first private words are written by hand, never by a machine. */
async function tell(ctx: Ctx, edition: EditionRecord, memberIds: readonly number[], fromWaiting: boolean): Promise<void> {
  const students = await findStudents(ctx, edition.id, memberIds)
  await emit(
    ctx,
    students.map(({ memberId, counted }) => ({
      kind: campAdmitted,
      memberId,
      communityId: edition.communityId,
      counted,
      data: { editionId: edition.id, edition: edition.name, fromWaiting },
    })),
  )
  await openTasks(
    ctx,
    students.map(
      ({ memberId, name }): NewTask => ({
        source: 'system',
        kind: 'do',
        title: { key: 'camp.task.notice', params: { name, edition: edition.name } },
        body: edition.plan.noticeHint ? { text: edition.plan.noticeHint } : { key: 'camp.task.notice_body', params: {} },
        assignee: { post: 'owner' },
        stepId: CAMP_TASK.notice,
        communityId: edition.communityId,
        memberId,
        dueAt: new Date(ctx.clock.now().getTime() + DAY),
      }),
    ),
  )
}

import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { campCheckedIn, campErrors, type checkIn as checkInRoute } from '../contract/index.ts'
import { dayAt, mayCheckIn, streakOf } from '../domain/days.ts'
import { memberOf } from './apply-to-camp.ts'
import { ownPictures } from './screen.ts'
import { ownSound } from './sounds.ts'
import { editionByCode } from './store-edition.ts'
import { lockStudent } from './store-student.ts'
import { tellPhones } from './tell-phones.ts'

/** Days a student has checked in. */
export async function daysDone(ctx: Ctx, editionId: number, memberId: number): Promise<Set<number>> {
  const rows = await ctx.db.rows<{ day: number }>(sql`
    select i.day from camp_check_in i where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${editionId} and i.member_id = ${memberId}`)
  return new Set(rows.map((row) => row.day))
}

/**
 * For today, or by a card for a day of the window; once a day, also under a double tap.
 * @throws camp.not_found camp.not_a_student camp.says_nothing camp.picture_missing camp.unknown_picture camp.day_not_open camp.no_check_in
 *   camp.checked_in_already camp.no_cards camp.window_over
 */
export async function checkIn(ctx: Ctx, input: InputOf<typeof checkInRoute>): Promise<OutputOf<typeof checkInRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    const student = await lockStudent(ctx, edition.id, memberId)
    if (student?.state !== 'admitted') throw campErrors.not_a_student()
    tellPhones(ctx, edition)
    const { days, makeUp } = edition.plan
    const done = await daysDone(ctx, edition.id, memberId)
    const today = dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime())
    const madeUp = allowed(mayCheckIn({ today, days, done, cards: student.cards, makeUp }, input.day), makeUp) === 'card'
    if (days[input.day - 1]?.checkIn?.needs === 'picture' && input.pictures.length === 0) throw campErrors.picture_missing()
    if (days[input.day - 1]?.checkIn?.needs === 'sound' && input.sound === null) throw campErrors.sound_missing()
    if (input.text === '' && input.pictures.length === 0 && input.link === null && input.sound === null) throw campErrors.says_nothing()
    if (!(await ownPictures(ctx, memberId, input.pictures))) throw campErrors.unknown_picture()
    if (input.sound !== null && !(await ownSound(ctx, edition.id, memberId, input.sound))) throw campErrors.unknown_sound()
    await ctx.db.exec(sql`
      insert into camp_check_in (workspace_id, edition_id, member_id, day, text, pictures, link, sound_id, made_up, at)
      values (${ctx.workspaceId}, ${edition.id}, ${memberId}, ${input.day}, ${input.text}, ${input.pictures}::bigint[], ${input.link}, ${input.sound}::bigint, ${madeUp},
        ${ctx.clock.now()})`)
    if (madeUp)
      await ctx.db.exec(sql`
        update camp_student set cards = cards + 1
        where workspace_id = ${ctx.workspaceId} and edition_id = ${edition.id} and member_id = ${memberId}`)
    await emit(ctx, [
      {
        kind: campCheckedIn,
        memberId,
        communityId: edition.communityId,
        counted: student.counted,
        data: { editionId: edition.id, edition: edition.name, day: input.day, madeUp },
      },
    ])
    return { madeUp, streak: streakOf(days, new Set([...done, input.day]), today) }
  })
}

function allowed(may: ReturnType<typeof mayCheckIn>, makeUp: { cards: number; windowDays: number }): 'now' | 'card' {
  if (may === 'now' || may === 'card') return may
  if (may === 'done') throw campErrors.checked_in_already()
  if (may === 'not_open') throw campErrors.day_not_open()
  if (may === 'no_cards') throw campErrors.no_cards({ cards: makeUp.cards })
  if (may === 'window_over') throw campErrors.window_over({ days: makeUp.windowDays })
  throw campErrors.no_check_in()
}

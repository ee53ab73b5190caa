import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { campErrors, campHandedIn, type handInWork as handInRoute } from '../contract/index.ts'
import { dayAt, homeworkDue } from '../domain/days.ts'
import { memberOf } from './apply-to-camp.ts'
import { ownPictures } from './screen.ts'
import { editionByCode } from './store-edition.ts'
import { lockStudent } from './store-student.ts'

/**
 * Late work is taken and marked so; accepted work stays as it was judged.
 * @throws camp.not_found camp.not_a_student camp.day_not_open camp.no_homework camp.says_nothing camp.unknown_picture camp.work_accepted camp.over
 */
export async function handInWork(ctx: Ctx, input: InputOf<typeof handInRoute>): Promise<OutputOf<typeof handInRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    const student = await lockStudent(ctx, edition.id, memberId)
    if (student?.state !== 'admitted') throw campErrors.not_a_student()
    const homework = edition.plan.days[input.day - 1]?.homework
    if (!homework) throw campErrors.no_homework()
    const now = ctx.clock.now()
    if (dayAt(edition.startsOn, edition.zone, now.getTime()) < input.day) throw campErrors.day_not_open()
    if (input.text === '' && input.pictures.length === 0 && input.link === null) throw campErrors.says_nothing()
    if (!(await ownPictures(ctx, memberId, input.pictures))) throw campErrors.unknown_picture()
    const late = now.getTime() > homeworkDue(edition.startsOn, edition.zone, input.day, homework)
    const put = await ctx.db.maybe<{ late: boolean }>(sql`
      insert into camp_work as w (workspace_id, edition_id, member_id, day, text, pictures, link, share, state, late, handed_in_at)
      values (${ctx.workspaceId}, ${edition.id}, ${memberId}, ${input.day}, ${input.text}, ${input.pictures}::bigint[], ${input.link},
        ${input.share}, 'handed_in', ${late}, ${now})
      on conflict (workspace_id, edition_id, member_id, day) do update set text = excluded.text, pictures = excluded.pictures, link = excluded.link,
        share = excluded.share, state = 'handed_in', handed_in_at = excluded.handed_in_at, score = null
      where w.state <> 'accepted' returning w.late`)
    if (!put) throw campErrors.work_accepted()
    await emit(ctx, [
      {
        kind: campHandedIn,
        memberId,
        communityId: edition.communityId,
        counted: student.counted,
        data: { editionId: edition.id, edition: edition.name, day: input.day, late: put.late },
      },
    ])
    return { late: put.late }
  })
}

import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import { openTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import {
  campErrors,
  campRated,
  type FeedbackRow,
  type giveFeedback as giveRoute,
  type listFeedback as listRoute,
  type myFeedback as mineRoute,
  type openInterviews as interviewsRoute,
} from '../contract/index.ts'
import { dateOf, dayAt } from '../domain/days.ts'
import { CAMP_TASK } from './admit-students.ts'
import { memberOf } from './apply-to-camp.ts'
import { mustBeIn } from './must-be-in.ts'
import { editionByCode, editionOf, type EditionRecord } from './store-edition.ts'
import { findStudent, lockStudent } from './store-student.ts'
import { tellPhones } from './tell-phones.ts'

const DAY = 86_400_000

export const takesFeedback = (edition: EditionRecord, now: Date): boolean =>
  dayAt(edition.startsOn, edition.zone, now.getTime()) >= edition.plan.days.length

/** @throws camp.not_found camp.not_a_student */
export async function myFeedback(ctx: Ctx, { code }: InputOf<typeof mineRoute>): Promise<OutputOf<typeof mineRoute>> {
  const memberId = memberOf(ctx)
  const edition = await editionByCode(ctx, code)
  mustBeIn(await findStudent(ctx, edition.id, memberId))
  const given = await ctx.db.maybe<Pick<FeedbackRow, 'rating' | 'nps' | 'best' | 'better' | 'talk'>>(sql`
    select f.rating, f.nps, f.best, f.better, f.talk from camp_feedback f
    where f.workspace_id = ${ctx.workspaceId} and f.edition_id = ${edition.id} and f.member_id = ${memberId}`)
  return {
    camp: edition.name,
    communityId: edition.communityId,
    open: takesFeedback(edition, ctx.clock.now()),
    from: dateOf(edition.startsOn, edition.plan.days.length),
    given: given ?? null,
  }
}

/** @throws camp.not_found camp.not_a_student camp.feedback_too_early */
export async function giveFeedback(ctx: Ctx, input: InputOf<typeof giveRoute>): Promise<OutputOf<typeof giveRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    const student = await lockStudent(ctx, edition.id, memberId)
    if (student?.state !== 'admitted') throw campErrors.not_a_student()
    if (!takesFeedback(edition, ctx.clock.now())) throw campErrors.feedback_too_early()
    await ctx.db.exec(sql`
      insert into camp_feedback as f (workspace_id, edition_id, member_id, rating, nps, best, better, talk, at)
      values (${ctx.workspaceId}, ${edition.id}, ${memberId}, ${input.rating}, ${input.nps}, ${input.best}, ${input.better}, ${input.talk},
        ${ctx.clock.now()})
      on conflict (workspace_id, edition_id, member_id) do update set rating = excluded.rating, nps = excluded.nps, best = excluded.best,
        better = excluded.better, talk = excluded.talk, at = excluded.at`)
    tellPhones(ctx, edition, [memberId])
    const { rating, nps } = input
    await emit(ctx, [
      {
        kind: campRated,
        memberId,
        communityId: edition.communityId,
        counted: student.counted,
        data: { editionId: edition.id, edition: edition.name, rating, nps },
      },
    ])
    return { kept: true }
  })
}

export async function gaveFeedback(ctx: Ctx, editionId: number, memberId: number): Promise<boolean> {
  const { given } = await ctx.db.one<{ given: boolean }>(sql`
    select exists (select 1 from camp_feedback f where f.workspace_id = ${ctx.workspaceId} and f.edition_id = ${editionId}
      and f.member_id = ${memberId}) as given`)
  return given
}

/** @throws camp.not_found */
export async function listFeedback(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  await editionOf(ctx, input.id)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<FeedbackRow & { id: number; key: string }>(sql`
    select f.member_id as id, f.at::text as key, f.member_id as "memberId", m.display_name as name, f.rating, f.nps, f.best, f.better, f.talk, f.at
    from camp_feedback f join member m on m.workspace_id = ${ctx.workspaceId} and m.id = f.member_id
    where f.workspace_id = ${ctx.workspaceId} and f.edition_id = ${input.id}
      and ${place ? sql`(f.at, f.member_id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by f.at desc, f.member_id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ id: _id, key: _key, ...row }) => row), next: page.next, total: null }
}

/** Those in the middle have least to tell. @throws camp.not_found */
export async function openInterviews(ctx: Ctx, input: InputOf<typeof interviewsRoute>): Promise<OutputOf<typeof interviewsRoute>> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id, { lock: true })
    const people = await ctx.db.rows<{ memberId: number; name: string; rating: number; nps: number }>(sql`
      select f.member_id as "memberId", m.display_name as name, f.rating, f.nps from camp_feedback f
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = f.member_id
      where f.workspace_id = ${ctx.workspaceId} and f.edition_id = ${edition.id} and f.talk
      order by abs(f.nps - 7.5) desc, f.member_id limit ${input.most}`)
    const opened = await openTasks(
      ctx,
      people.map(({ memberId, name, rating, nps }) => ({
        source: 'system' as const,
        kind: 'do' as const,
        title: { key: 'camp.task.interview', params: { name, edition: edition.name } },
        body: { key: 'camp.task.interview_body', params: { rating, nps } },
        assignee: { post: 'owner' as const },
        stepId: CAMP_TASK.interview,
        communityId: edition.communityId,
        memberId,
        dueAt: new Date(ctx.clock.now().getTime() + 3 * DAY),
      })),
    )
    await audit(ctx, { verb: 'camp.open_interviews', target: { kind: 'camp', id: edition.id }, after: { opened: opened.length } })
    return { opened: opened.length }
  })
}

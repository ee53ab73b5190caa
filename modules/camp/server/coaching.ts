import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import { openTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import {
  type addNote as noteRoute,
  campErrors,
  type CoachingRow,
  type listCoaching as listRoute,
  type openTalk as talkRoute,
} from '../contract/index.ts'
import { dayAt, homeworkDue, missedDays } from '../domain/days.ts'
import { CAMP_TASK } from './admit-students.ts'
import { editionOf, type EditionRecord } from './store-edition.ts'
import { findStudent } from './store-student.ts'

interface Standing {
  readonly memberId: number
  readonly name: string
  readonly days: readonly number[] | null
  readonly works: readonly number[] | null
  readonly lastAt: Date | null
  readonly taskId: number | null
  readonly notes: CoachingRow['notes'] | null
}

/** Pages are cut after all have been compared: how far behind somebody is says the plan, not the database. @throws camp.not_found */
export async function listCoaching(ctx: Ctx, { id, cursor, limit }: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const all = await behind(ctx, await editionOf(ctx, id))
  const after = placeIn(all, cursor)
  const page = pageOfRows(
    all.slice(after, after + limit + 1).map((row) => ({ ...row, id: row.memberId, key: `${row.missed} ${row.owed}` })),
    limit,
  )
  return { items: page.items.map(({ id: _id, key: _key, ...row }) => row), next: page.next, total: { count: all.length, exact: true } }
}

const byNeed = (a: Need, b: Need) => b.missed - a.missed || b.owed - a.owed || a.memberId - b.memberId
type Need = Pick<CoachingRow, 'memberId' | 'missed' | 'owed'>

/** How many come before the place of a cursor, whoever has caught up meanwhile. */
function placeIn(all: readonly CoachingRow[], cursor: string | undefined): number {
  const place = readCursor(cursor)
  if (!place) return 0
  const [missed = 0, owed = 0] = place.key.split(' ').map(Number)
  return all.filter((row) => byNeed(row, { memberId: place.id, missed, owed }) <= 0).length
}

/** Who missed a day or owes homework, and who was talked to, most behind first. A class has two thousand seats at most. */
async function behind(ctx: Ctx, edition: EditionRecord): Promise<CoachingRow[]> {
  const { id } = edition
  const rows = await ctx.db.rows<Standing>(sql`
    select s.member_id as "memberId", m.display_name as name, i.days, w.works, i.last as "lastAt", k.id as "taskId", n.notes
    from camp_student s
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    left join lateral (select array_agg(i.day) as days, max(i.at) as last from camp_check_in i
      where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${id} and i.member_id = s.member_id) i on true
    left join lateral (select array_agg(w.day) as works from camp_work w
      where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${id} and w.member_id = s.member_id and w.state <> 'returned') w on true
    left join lateral (select max(k.id) as id from task k
      where k.workspace_id = ${ctx.workspaceId} and k.community_id = ${edition.communityId} and k.member_id = s.member_id
        and k.step_id = ${CAMP_TASK.coaching} and k.state = 'open') k on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'by', n.by, 'at', n.at) order by n.id desc) as notes from (
        select n.id, n.text, n.at, f.display_name as by from camp_note n
        left join staff f on f.workspace_id = ${ctx.workspaceId} and f.id = n.staff_id
        where n.workspace_id = ${ctx.workspaceId} and n.edition_id = ${id} and n.member_id = s.member_id order by n.id desc limit 10) n) n on true
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${id} and s.state = 'admitted' and s.counted`)
  const now = ctx.clock.now().getTime()
  const items = rows.map((row) => coachingOf(edition, row, now)).filter((row) => row.missed > 0 || row.owed > 0 || row.notes.length > 0)
  return items.toSorted(byNeed)
}

function coachingOf({ plan, startsOn, zone }: EditionRecord, row: Standing, now: number): CoachingRow {
  const works = new Set(row.works ?? [])
  const owed = plan.days.filter(({ homework }, at) => homework && !works.has(at + 1) && now > homeworkDue(startsOn, zone, at + 1, homework))
  const { memberId, name, lastAt, taskId } = row
  const missed = missedDays(plan.days, new Set(row.days ?? []), dayAt(startsOn, zone, now)).length
  return { memberId, name, missed, owed: owed.length, lastAt, taskId, notes: row.notes ?? [] }
}

/** @throws camp.not_found camp.not_a_student */
export async function addNote(ctx: Ctx, input: InputOf<typeof noteRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    if (!(await findStudent(ctx, edition.id, input.memberId))) throw campErrors.not_a_student()
    const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
    const { id } = await ctx.db.one<{ id: number }>(sql`
      insert into camp_note (workspace_id, edition_id, member_id, text, staff_id, at)
      values (${ctx.workspaceId}, ${edition.id}, ${input.memberId}, ${input.text}, ${staffId}::bigint, ${ctx.clock.now()}) returning id`)
    await audit(ctx, { verb: 'camp.add_note', target: { kind: 'camp', id: edition.id }, after: { memberId: input.memberId } })
    return { id }
  })
}

/** @throws camp.not_found camp.not_a_student */
export async function openTalk(ctx: Ctx, input: InputOf<typeof talkRoute>): Promise<{ opened: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const student = await findStudent(ctx, edition.id, input.memberId)
    if (student?.state !== 'admitted') throw campErrors.not_a_student()
    const row = (await behind(ctx, edition)).find((one) => one.memberId === input.memberId)
    if (row?.taskId) return { opened: 0 }
    const today = dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime())
    const opened = await openTasks(ctx, [
      {
        source: 'system',
        kind: 'do',
        title: { key: 'camp.task.coach', params: { name: student.name, missed: row?.missed ?? 0, edition: edition.name } },
        body: { key: 'camp.task.coach_body', params: {} },
        assignee: { post: 'owner' },
        stepId: CAMP_TASK.coaching,
        // Beside those of the clock, which count by missed days: one a day.
        occurrence: 1000 + today,
        communityId: edition.communityId,
        memberId: input.memberId,
        dueAt: new Date(ctx.clock.now().getTime() + 86_400_000),
      },
    ])
    await audit(ctx, { verb: 'camp.open_talk', target: { kind: 'camp', id: edition.id }, after: { memberId: input.memberId } })
    return { opened: opened.length }
  })
}

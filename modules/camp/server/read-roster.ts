import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type CheckMark, type readRoster as rosterRoute, type RosterRow, type StudentPost } from '../contract/index.ts'
import { dayAt, missedDays, streakOf } from '../domain/days.ts'
import { markOf } from './read-work.ts'
import { editionOf, type EditionRecord } from './store-edition.ts'

interface Stored {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly post: StudentPost
  readonly graduated: boolean | null
  /** Days with a check-in; made up ones are negative. */
  readonly checks: readonly number[] | null
  readonly works:
    | readonly { readonly day: number; readonly state: 'handed_in' | 'returned' | 'accepted'; readonly excellent: boolean }[]
    | null
}

/** All students of a class with all their days, in two statements. @throws camp.not_found */
export async function readRoster(ctx: Ctx, input: InputOf<typeof rosterRoute>): Promise<OutputOf<typeof rosterRoute>> {
  const edition = await editionOf(ctx, input.id)
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Stored>(sql`
    with page as materialized (
      select s.member_id, m.display_name, s.post, s.graduated from camp_student s
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
      where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${input.id} and s.state = 'admitted'
        and ${place ? sql`(m.display_name collate "C", s.member_id) > (${place.key}::text, ${place.id}::bigint)` : sql`true`}
      order by m.display_name collate "C", s.member_id limit ${input.limit + 1})
    select p.member_id as id, p.display_name as name, p.display_name as key, p.post, p.graduated, i.checks, w.works
    from page p
    left join lateral (
      select array_agg(case when i.made_up then -i.day else i.day end) as checks from camp_check_in i
      where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${input.id} and i.member_id = p.member_id) i on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('day', w.day, 'state', w.state, 'excellent', w.excellent)) as works from camp_work w
      where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${input.id} and w.member_id = p.member_id) w on true
    order by p.display_name collate "C", p.member_id`)
  const page = pageOfRows(rows, input.limit)
  const today = dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime())
  return { items: page.items.map((row) => gridRow(edition, row, today)), next: page.next, total: null }
}

function gridRow({ plan }: EditionRecord, row: Stored, today: number): RosterRow {
  const marks = new Map((row.checks ?? []).map((day): [number, CheckMark] => [Math.abs(day), day < 0 ? 'made_up' : 'done']))
  const done = new Set(marks.keys())
  const works = new Map((row.works ?? []).map((work) => [work.day, markOf(work)]))
  return {
    memberId: row.id,
    name: row.name,
    post: row.post,
    checks: plan.days.map((_day, at) => marks.get(at + 1) ?? 'none'),
    works: plan.days.map((_day, at) => works.get(at + 1) ?? 'none'),
    checkIns: done.size,
    streak: streakOf(plan.days, done, today),
    missed: missedDays(plan.days, done, today).length,
    graduated: row.graduated,
  }
}

import { communityScope } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import {
  campErrors,
  type CampPlan,
  type compareEditions as compareRoute,
  type EditionFigures,
  type getEditionFigures as figuresRoute,
} from '../contract/index.ts'
import { askedDays, beginOf, dayAt } from '../domain/days.ts'
import { editionOf } from './store-edition.ts'
import { findTemplate } from './store-template.ts'

interface Counted {
  readonly id: number
  readonly name: string
  readonly state: EditionFigures['state']
  readonly startsOn: string
  readonly zone: string
  readonly plan: CampPlan
  readonly students: number
  readonly checkIns: number
  readonly accepted: number
  readonly exam: number | null
  readonly graduates: number
  readonly feedback: number
  readonly rating: number | null
  readonly nps: number | null
}

const percent = (part: number, of: number): number | null => (of === 0 ? null : Math.round((part * 100) / of))

/** Latest first. Members alone are counted, staff and helpers are not. @throws camp.template_not_found */
export async function compareEditions(ctx: Ctx, input: InputOf<typeof compareRoute>): Promise<OutputOf<typeof compareRoute>> {
  if (!(await findTemplate(ctx, input.id))) throw campErrors.template_not_found()
  const place = readMomentCursor(input.cursor)
  const rows = await countedOf(
    ctx,
    sql`e.template_id = ${input.id} and ${place ? sql`(e.starts_on, e.id) < (${place.key}::date, ${place.id}::bigint)` : sql`true`}`,
    input.limit + 1,
  )
  const page = pageOfRows(
    rows.map((row) => ({ ...row, key: row.startsOn })),
    input.limit,
  )
  return { items: await withSales(ctx, page.items), next: page.next, total: null }
}

/** @throws camp.not_found */
export async function getEditionFigures(ctx: Ctx, { id }: InputOf<typeof figuresRoute>): Promise<EditionFigures> {
  await editionOf(ctx, id)
  const [figures] = await withSales(ctx, await countedOf(ctx, sql`e.id = ${id}`, 1))
  if (!figures) throw campErrors.not_found()
  return figures
}

const countedOf = (ctx: Ctx, where: Sql, limit: number) =>
  ctx.db.rows<Counted>(sql`
    with shown as materialized (
      select e.id, e.name, e.state, e.starts_on, e.zone, e.plan from camp_edition e
      join community c on c.workspace_id = ${ctx.workspaceId} and c.id = e.community_id
      where e.workspace_id = ${ctx.workspaceId} and ${where} and ${communityScope(ctx)}
      order by e.starts_on desc, e.id desc limit ${limit}),
    inside as materialized (
      select s.edition_id, s.member_id, s.graduated from camp_student s
      where s.workspace_id = ${ctx.workspaceId} and s.edition_id in (select h.id from shown h) and s.state = 'admitted' and s.counted)
    select h.id, h.name, h.state, h.starts_on as "startsOn", h.zone, h.plan, s.students, s.graduates, i.count as "checkIns", w.count as accepted,
      x.average as exam, f.count as feedback, f.rating, f.nps
    from shown h
    cross join lateral (select count(*)::int as students, count(*) filter (where n.graduated)::int as graduates from inside n
      where n.edition_id = h.id) s
    cross join lateral (select count(*)::int from camp_check_in i
      where i.workspace_id = ${ctx.workspaceId} and i.edition_id = h.id
        and i.member_id in (select n.member_id from inside n where n.edition_id = h.id)) i
    cross join lateral (select count(*)::int from camp_work w
      where w.workspace_id = ${ctx.workspaceId} and w.edition_id = h.id and w.state = 'accepted'
        and w.member_id in (select n.member_id from inside n where n.edition_id = h.id)) w
    cross join lateral (select round(avg(b.best))::int as average from (
        select max(t.percent) as best from camp_exam_try t
        where t.workspace_id = ${ctx.workspaceId} and t.edition_id = h.id and t.percent is not null
          and t.member_id in (select n.member_id from inside n where n.edition_id = h.id)
        group by t.member_id, t.exam) b) x
    cross join lateral (select count(*)::int, round(avg(f.rating), 1)::float8 as rating,
        round((count(*) filter (where f.nps >= 9) - count(*) filter (where f.nps <= 6)) * 100.0 / nullif(count(*), 0))::int as nps
      from camp_feedback f where f.workspace_id = ${ctx.workspaceId} and f.edition_id = h.id
        and f.member_id in (select n.member_id from inside n where n.edition_id = h.id)) f
    order by h.starts_on desc, h.id desc`)

async function withSales(ctx: Ctx, rows: readonly Counted[]): Promise<EditionFigures[]> {
  const sales = await salesOf(ctx, rows)
  const now = ctx.clock.now().getTime()
  return rows.map((row) =>
    figuresOf(
      row,
      sales.filter((one) => one.id === row.id),
      now,
    ),
  )
}

interface Sale {
  readonly id: number
  readonly currency: string
  readonly buyers: number
  readonly amount: number
}

/** Orders of the offer's product line within thirty days of the last day, for all editions by one statement. */
async function salesOf(ctx: Ctx, rows: readonly Counted[]): Promise<Sale[]> {
  const offered = rows.flatMap(({ id, plan, startsOn, zone }) => {
    const ends = beginOf(startsOn, zone, plan.days.length)
    return plan.offer ? [{ id, line: plan.offer.productLine, from: new Date(ends), until: new Date(ends + 31 * 86_400_000) }] : []
  })
  if (offered.length === 0) return []
  return ctx.db.rows<Sale>(sql`
    select n.id, o.currency, count(distinct o.member_id)::int as buyers, sum(o.amount - o.refunded)::bigint as amount
    from unnest(${offered.map((one) => one.id)}::bigint[], ${offered.map((one) => one.line)}::text[],
      ${offered.map((one) => one.from)}::timestamptz[], ${offered.map((one) => one.until)}::timestamptz[]) as n (id, line, begins, ends)
    join camp_student s on s.workspace_id = ${ctx.workspaceId} and s.edition_id = n.id and s.state = 'admitted' and s.counted
    join shop_order o on o.workspace_id = ${ctx.workspaceId} and o.member_id = s.member_id and o.paid_at >= n.begins and o.paid_at < n.ends
      and o.refunded < o.amount and (n.line = '' or o.product_line = n.line)
    group by n.id, o.currency order by n.id, o.currency`)
}

function figuresOf(row: Counted, sales: readonly Sale[], now: number): EditionFigures {
  const { plan, students } = row
  const today = dayAt(row.startsOn, row.zone, now)
  const asked = askedDays(plan.days, Math.min(today, plan.days.length)).length
  const works = plan.days.filter((day, at) => day.homework && at < today).length
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    startsOn: row.startsOn,
    students,
    checkIns: percent(row.checkIns, students * asked),
    homework: percent(row.accepted, students * works),
    exam: row.exam,
    graduates: today > plan.days.length ? percent(row.graduates, students) : null,
    feedback: row.feedback,
    rating: row.rating,
    nps: row.nps,
    bought:
      plan.offer && today >= plan.days.length
        ? percent(
            sales.reduce((most, one) => Math.max(most, one.buyers), 0),
            students,
          )
        : null,
    sold: sales.map(({ currency, amount }) => ({ currency, amount })),
  }
}

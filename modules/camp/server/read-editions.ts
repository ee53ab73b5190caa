import { communityScope } from '@grove/community/server'
import { dateOf, dayAt } from '../domain/days.ts'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { mediaUrls } from '@grove/content/server'
import { pageOfRows, readCursor, readMomentCursor } from '@grove/member/server'
import sql, { join } from 'sql-template-tag'
import {
  type Applicant,
  type EditionDetail,
  type EditionRow,
  type listApplicants as applicantsRoute,
  type listEditions as editionsRoute,
} from '../contract/index.ts'
import { campUrl } from './camp-url.ts'
import { editionOf } from './store-edition.ts'

type Stored = Omit<EditionRow, 'endsOn'> & { readonly days: number }

const ROWS = (ctx: Ctx) => sql`
  p.id, p.name, p.public_code as "publicCode", p.state, p.template_id as "templateId", t.name as "templateName", p.community_id as "communityId",
  p.starts_on as "startsOn", jsonb_array_length(p.plan -> 'days') as days, p.seats, p.admitted,
  (select count(*)::int from camp_student s where s.workspace_id = ${ctx.workspaceId} and s.edition_id = p.id and s.state = 'waiting') as waiting,
  (select count(*)::int from camp_student s where s.workspace_id = ${ctx.workspaceId} and s.edition_id = p.id and s.state = 'applied') as applied,
  (select count(*)::int from camp_student s where s.workspace_id = ${ctx.workspaceId} and s.edition_id = p.id and s.state = 'admitted'
    and s.graduated) as graduates`

const rowOf = ({ days, ...row }: Stored): EditionRow => ({ ...row, endsOn: dateOf(row.startsOn, days) })

export async function listEditions(ctx: Ctx, input: InputOf<typeof editionsRoute>): Promise<OutputOf<typeof editionsRoute>> {
  const place = readCursor(input.cursor)
  const where = join(
    [
      sql`e.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}`,
      input.state ? sql`e.state = ${input.state}` : sql`e.state <> 'closed'`,
      ...(input.templateId ? [sql`e.template_id = ${input.templateId}`] : []),
    ],
    ' and ',
  )
  const from = sql`camp_edition e join community c on c.workspace_id = ${ctx.workspaceId} and c.id = e.community_id`
  const rows = await ctx.db.rows<Stored & { key: string }>(sql`
    select ${ROWS(ctx)}, p.starts_on::text as key from (
      select e.id, e.name, e.public_code, e.state, e.template_id, e.community_id, e.starts_on, e.plan, e.seats, e.admitted from ${from}
      where ${where} and ${place ? sql`(e.starts_on, e.id) < (${place.key}::date, ${place.id}::bigint)` : sql`true`}
      order by e.starts_on desc, e.id desc limit ${input.limit + 1}) p
    join camp_template t on t.workspace_id = ${ctx.workspaceId} and t.id = p.template_id order by p.starts_on desc, p.id desc`)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ key: _key, ...row }) => rowOf(row))
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*)::int as count from ${from} where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}

/** @throws camp.not_found */
export async function getEdition(ctx: Ctx, { id }: { readonly id: number }): Promise<EditionDetail> {
  const edition = await editionOf(ctx, id)
  const row = await ctx.db.one<Stored>(sql`
    select ${ROWS(ctx)} from camp_edition p join camp_template t on t.workspace_id = ${ctx.workspaceId} and t.id = p.template_id
    where p.workspace_id = ${ctx.workspaceId} and p.id = ${id}`)
  return {
    ...rowOf(row),
    zone: edition.zone,
    today: dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime()),
    plan: edition.plan,
    url: await campUrl(ctx, edition.publicCode),
  }
}

/** @throws camp.not_found */
export async function listApplicants(ctx: Ctx, input: InputOf<typeof applicantsRoute>): Promise<OutputOf<typeof applicantsRoute>> {
  await editionOf(ctx, input.id)
  const place = readMomentCursor(input.cursor)
  const where = sql`s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${input.id}
    and (${input.state ?? null}::text is null or s.state = ${input.state ?? null})`
  const rows = await ctx.db.rows<Omit<Applicant, 'proof' | 'proofThumb'> & { id: number; key: string; media: number | null }>(sql`
    select s.member_id as id, s.member_id as "memberId", m.display_name as name, s.state, s.quiz_percent as "quizPercent",
      s.proof_media_id as media, s.order_id is not null as ordered, s.reason, s.applied_at as "appliedAt", s.applied_at::text as key
    from camp_student s join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    where ${where} and ${place ? sql`(s.applied_at, s.member_id) > (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by s.applied_at, s.member_id limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const urls = await mediaUrls(
    ctx,
    page.items.flatMap((row) => row.media ?? []),
  )
  const items = page.items.map(({ id: _id, key: _key, media, ...row }) => {
    const picture = media === null ? undefined : urls.get(media)
    return { ...row, proof: picture?.url ?? null, proofThumb: picture?.thumb ?? null }
  })
  return { items, next: page.next, total: null }
}

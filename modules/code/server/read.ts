import { createHash } from 'node:crypto'
import { addDays, dayOf } from '@grove/calendar'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { anywhere, type Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type CodeDraft,
  type CodeRow,
  codeErrors,
  type codeFigures as CodeFigures,
  type codePicture as CodePicture,
  type getCode as GetCode,
  type listCodeJoins as ListCodeJoins,
  type listCodes as ListCodes,
  type listCodeTargets as ListCodeTargets,
} from '../contract/index.ts'
import { desksOf } from './accounts.ts'
import { readPicture } from './store.ts'

interface Row extends Omit<CodeRow, 'targets'> {
  readonly accountId: number
  readonly pictureOf: string | null
  readonly told: string[]
  readonly draft: CodeDraft
}

const rows = (ctx: Ctx, where: readonly Sql[], limit: number) =>
  ctx.db.rows<Row>(sql`
    select c.id, c.account_id as "accountId", c.kind, c.name, c.source, c.state, c.picture_url as "pictureUrl", c.picture_of as "pictureOf", c.seats, c.drift,
      c.drift_at as "driftAt", c.fault, c.checked_at as "checkedAt", c.created_at as "createdAt", c.draft,
      coalesce(c.told -> 'targets', '[]'::jsonb) as told,
      (select count(*)::int from code_join j where j.workspace_id = c.workspace_id and j.code_id = c.id) as joins,
      (select count(*)::int from code_join j where j.workspace_id = c.workspace_id and j.code_id = c.id
        and j.day = ${dayOf(ctx.clock.now().getTime(), ctx.zone)}::date) as today
    from code c where ${join([sql`c.workspace_id = ${ctx.workspaceId}`, ...where], ' and ')} order by c.id desc limit ${limit}`)

/** Another picture has another address, so that browsers may keep each for good. */
const ownAddress = (id: number, of: string) => `/api/codes/${id}/picture?of=${createHash('sha256').update(of).digest('hex').slice(0, 12)}`

/** Names of the people and groups the codes lead to now: what the platform calls them means nothing to anybody. */
async function named(ctx: Ctx, codes: readonly Row[]): Promise<(CodeRow & Pick<Row, 'accountId' | 'draft'>)[]> {
  const names = new Map<string, { name: string; members: number | null }>()
  for (const { account, desk } of await desksOf(ctx)) {
    const own = codes.filter((code) => code.accountId === account.id)
    if (own.some((code) => code.kind === 'person'))
      for (const one of await desk.people(ctx, account)) names.set(`${account.id} ${one.externalId}`, { name: one.name, members: null })
    const groups = own.filter((code) => code.kind === 'group').flatMap((code) => code.told)
    if (groups.length > 0)
      for (const one of await desk.groups(ctx, account, groups))
        names.set(`${account.id} ${one.externalId}`, { name: one.name, members: one.members })
  }
  return codes.map(({ told, pictureOf, ...code }) => ({
    ...code,
    // One the platform replaced leads nowhere any more.
    pictureUrl: code.pictureUrl !== null && pictureOf === code.pictureUrl ? ownAddress(code.id, pictureOf) : code.pictureUrl,
    targets: told.map((externalId) => ({ externalId, name: externalId, members: null, ...names.get(`${code.accountId} ${externalId}`) })),
  }))
}

const withWords = (text: string) => {
  const pattern = anywhere(text)
  return sql`(c.name ilike ${pattern} or c.source ilike ${pattern})`
}

export async function listCodes(ctx: Ctx, input: InputOf<typeof ListCodes>): Promise<OutputOf<typeof ListCodes>> {
  const before = Number(input.cursor) || null
  const where = [
    ...(before === null ? [] : [sql`c.id < ${before}`]),
    ...(input.kind ? [sql`c.kind = ${input.kind}`] : []),
    ...(input.state ? [sql`c.state = ${input.state}`] : []),
    ...(input.text ? [withWords(input.text)] : []),
  ]
  const found = await rows(ctx, where, input.limit + 1)
  const shown = found.slice(0, input.limit)
  const items = (await named(ctx, shown)).map(({ accountId: _a, draft: _d, ...row }) => row)
  return { items, next: found.length > input.limit ? String(shown.at(-1)?.id) : null, total: null }
}

/** @throws code.not_found */
export async function getCode(ctx: Ctx, input: InputOf<typeof GetCode>): Promise<OutputOf<typeof GetCode>> {
  const [code] = await named(ctx, await rows(ctx, [sql`c.id = ${input.id}`], 1))
  if (!code) throw codeErrors.not_found()
  return { ...code, names: await namesOfPlan(ctx, code) }
}

async function namesOfPlan(
  ctx: Ctx,
  { accountId, kind, draft }: Pick<Row, 'accountId' | 'kind' | 'draft'>,
): Promise<Record<string, string>> {
  const own = (await desksOf(ctx)).find(({ account }) => account.id === accountId)
  if (!own) return {}
  const { account, desk } = own
  const planned = new Set([...draft.duty.shifts.flatMap((one) => one.people), ...draft.duty.people, ...draft.duty.backup])
  const found = kind === 'person' ? await desk.people(ctx, account) : await desk.groups(ctx, account, draft.rooms.groups)
  return Object.fromEntries(found.filter((one) => kind === 'group' || planned.has(one.externalId)).map((one) => [one.externalId, one.name]))
}

/** @throws code.not_found */
export async function codePicture(ctx: Ctx, input: InputOf<typeof CodePicture>): Promise<Response> {
  const found = await readPicture(ctx, input.id)
  if (!found) throw codeErrors.not_found()
  return new Response(new Uint8Array(found.picture), {
    headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=31536000, immutable', 'content-disposition': 'inline' },
  })
}

export async function listCodeTargets(ctx: Ctx): Promise<OutputOf<typeof ListCodeTargets>> {
  const items: OutputOf<typeof ListCodeTargets>['items'] = []
  for (const { account, desk } of await desksOf(ctx))
    items.push({
      id: account.id,
      name: account.name,
      most: { ...desk.most },
      fullAt: desk.fullAt,
      people: [...(await desk.people(ctx, account))],
      groups: [...(await desk.groups(ctx, account, null))],
    })
  return { items }
}

/** @throws code.not_found */
export async function codeFigures(ctx: Ctx, input: InputOf<typeof CodeFigures>): Promise<OutputOf<typeof CodeFigures>> {
  const today = dayOf(ctx.clock.now().getTime(), ctx.zone)
  const first = addDays(today, 1 - input.days)
  const of = input.id === undefined ? sql`true` : sql`j.code_id = ${input.id}`
  if (input.id !== undefined) await getCode(ctx, { id: input.id })
  const counted = await ctx.db.rows<{ day: string; joins: number }>(sql`
    select j.day, count(*)::int as joins from code_join j
    where j.workspace_id = ${ctx.workspaceId} and j.day >= ${first}::date and ${of} group by j.day`)
  const sources = await ctx.db.rows<{ source: string; joins: number; codes: number }>(sql`
    select c.source, count(*)::int as joins, count(distinct c.id)::int as codes from code_join j
    join code c on c.workspace_id = j.workspace_id and c.id = j.code_id
    where j.workspace_id = ${ctx.workspaceId} and j.day >= ${first}::date and ${of}
    group by c.source order by joins desc, c.source limit 100`)
  const byDay = new Map(counted.map((row) => [row.day, row.joins]))
  const days = Array.from({ length: input.days }, (_, index) => addDays(first, index))
  return { days: days.map((day) => ({ day, joins: byDay.get(day) ?? 0 })), sources }
}

/** @throws code.not_found */
export async function listCodeJoins(ctx: Ctx, input: InputOf<typeof ListCodeJoins>): Promise<OutputOf<typeof ListCodeJoins>> {
  const code = await getCode(ctx, { id: input.id })
  const before = Number(input.cursor) || null
  const found = await ctx.db.rows<{
    id: number
    at: Date
    externalId: string
    target: string
    memberId: number | null
    name: string | null
  }>(sql`
    select j.id, j.at, j.external_id as "externalId", j.target, m.id as "memberId", m.display_name as name from code_join j
    left join member_identity i on i.workspace_id = j.workspace_id and i.channel = j.channel and i.external_id = j.external_id
    left join member m on m.workspace_id = i.workspace_id and m.id = i.member_id
    where j.workspace_id = ${ctx.workspaceId} and j.code_id = ${code.id} and (${before}::bigint is null or j.id < ${before})
    order by j.id desc limit ${input.limit + 1}`)
  const desk = (await desksOf(ctx)).find(({ account }) => account.id === code.accountId)
  const targets = [...new Set(found.map((row) => row.target))]
  const places = !desk
    ? []
    : code.kind === 'group'
      ? await desk.desk.groups(ctx, desk.account, targets)
      : await desk.desk.people(ctx, desk.account)
  const names = new Map(places.map((one) => [one.externalId, one.name]))
  const items = found.slice(0, input.limit).map(({ memberId, name, ...row }) => ({
    ...row,
    target: names.get(row.target) ?? row.target,
    member: memberId === null ? null : { id: memberId, name: name ?? '' },
  }))
  return { items, next: found.length > input.limit ? String(items.at(-1)?.id) : null, total: null }
}

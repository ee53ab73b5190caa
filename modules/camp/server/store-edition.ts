import type { Ctx } from '@grove/kernel/server'
import { communityScope } from '@grove/community/server'
import sql, { type Sql } from 'sql-template-tag'
import { campErrors, type CampPlan, type EditionState } from '../contract/index.ts'

export interface EditionRecord {
  readonly id: number
  readonly templateId: number
  readonly communityId: number
  readonly name: string
  readonly publicCode: string
  readonly state: EditionState
  readonly startsOn: string
  readonly zone: string
  readonly seats: number
  readonly admitted: number
  readonly remindedDay: number
  readonly peerDays: readonly number[]
  readonly plan: CampPlan
}

const EDITION = sql`e.id, e.template_id as "templateId", e.community_id as "communityId", e.name, e.public_code as "publicCode", e.state,
  e.starts_on as "startsOn", e.zone, e.seats, e.admitted, e.reminded_day as "remindedDay",
  e.peer_days as "peerDays", e.plan`

const found = (ctx: Ctx, where: Sql, lock: Sql) =>
  ctx.db.maybe<EditionRecord>(sql`select ${EDITION} from camp_edition e where e.workspace_id = ${ctx.workspaceId} and ${where} ${lock}`)

/** An edition the actor may see. @throws camp.not_found */
export async function editionOf(ctx: Ctx, id: number, options: { readonly lock?: boolean } = {}): Promise<EditionRecord> {
  const seen = sql`e.id = ${id} and exists (select 1 from community c where c.workspace_id = ${ctx.workspaceId} and c.id = e.community_id
    and ${communityScope(ctx)})`
  const edition = await found(ctx, seen, options.lock ? sql`for update of e` : sql``)
  if (!edition) throw campErrors.not_found()
  return edition
}

/** By the code of its link: whoever has it may look. @throws camp.not_found */
export async function editionByCode(ctx: Ctx, code: string, options: { readonly lock?: boolean } = {}): Promise<EditionRecord> {
  const edition = await found(ctx, sql`e.public_code = ${code.toUpperCase()}`, options.lock ? sql`for update of e` : sql``)
  if (!edition || edition.state === 'closed') throw campErrors.not_found()
  return edition
}

export async function nextEditionId(ctx: Ctx): Promise<number> {
  const { id } = await ctx.db.one<{ id: number }>(sql`select nextval(pg_get_serial_sequence('camp_edition', 'id')) as id`)
  return id
}

export interface NewEdition {
  readonly templateId: number
  readonly communityId: number
  readonly name: string
  readonly startsOn: string
  readonly seats: number
  readonly plan: CampPlan
  readonly nextAt: Date
}

export function insertEdition(ctx: Ctx, id: number, codes: readonly string[], edition: NewEdition): Promise<number> {
  return ctx.db.exec(sql`
    insert into camp_edition (workspace_id, id, template_id, community_id, name, public_code, state, starts_on, zone, seats, plan, next_at, created_at)
    overriding system value
    select ${ctx.workspaceId}, ${id}, ${edition.templateId}, ${edition.communityId}, ${edition.name}, c.code, 'enrolling', ${edition.startsOn}::date,
      ${ctx.zone}, ${edition.seats}, ${JSON.stringify(edition.plan)}::jsonb, ${edition.nextAt}, ${ctx.clock.now()}
    from unnest(${codes}::text[]) with ordinality as c (code, position)
    where not exists (select 1 from camp_edition t where t.workspace_id = ${ctx.workspaceId} and t.public_code = c.code)
    order by c.position limit 1`)
}

export function updateEdition(
  ctx: Ctx,
  edition: { readonly id: number; readonly name: string; readonly startsOn: string; readonly seats: number; readonly nextAt: Date | null },
): Promise<number> {
  return ctx.db.exec(sql`
    update camp_edition set name = ${edition.name}, starts_on = ${edition.startsOn}::date, seats = ${edition.seats}, next_at = ${edition.nextAt}
    where workspace_id = ${ctx.workspaceId} and id = ${edition.id}`)
}

export function updateEditionState(ctx: Ctx, id: number, state: EditionState, nextAt: Date | null): Promise<number> {
  const finished = state === 'finished' ? ctx.clock.now() : null
  return ctx.db.exec(sql`
    update camp_edition set state = ${state}, next_at = ${nextAt}, finished_at = coalesce(finished_at, ${finished}::timestamptz)
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export const setReminded = (ctx: Ctx, id: number, day: number): Promise<number> =>
  ctx.db.exec(sql`update camp_edition set reminded_day = ${day} where workspace_id = ${ctx.workspaceId} and id = ${id}`)

export const addAdmitted = (ctx: Ctx, id: number, by: number): Promise<number> =>
  ctx.db.exec(sql`update camp_edition set admitted = admitted + ${by} where workspace_id = ${ctx.workspaceId} and id = ${id}`)

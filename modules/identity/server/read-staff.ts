import type { Role } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { Staff } from '../contract/index.ts'

export interface StaffFilter {
  readonly q?: string | undefined
  readonly role?: Role | undefined
  readonly active?: boolean | undefined
  readonly ids?: readonly number[] | undefined
  readonly after: number
  readonly limit: number
}

const COLUMNS = sql`s.id, s.display_name as "displayName", a.login, s.role, s.scope, s.active, s.ambience,
  (select max(x.last_seen_at) from session x where x.account_id = s.account_id) as "lastSeenAt"`

const matching = (ctx: Ctx, filter: Omit<StaffFilter, 'after' | 'limit'>): Sql => sql`
  s.workspace_id = ${ctx.workspaceId}
    and (${filter.role ?? null}::text is null or s.role = ${filter.role ?? null})
    and (${filter.active ?? null}::boolean is null or s.active = ${filter.active ?? null})
    and (${filter.ids ?? null}::bigint[] is null or s.id = any(${filter.ids ?? null}::bigint[]))
    and (${filter.q ?? null}::text is null or strpos(lower(s.display_name), lower(${filter.q ?? null})) > 0 or strpos(a.login, lower(${filter.q ?? null})) > 0)`

export function staffRows(ctx: Ctx, filter: StaffFilter): Promise<Staff[]> {
  return ctx.db.rows(sql`
    select ${COLUMNS} from staff s join account a on a.id = s.account_id
    where ${matching(ctx, filter)} and s.id > ${filter.after} order by s.id limit ${filter.limit}`)
}

export function countStaff(ctx: Ctx, filter: Omit<StaffFilter, 'after' | 'limit'>): Promise<{ count: number }> {
  return ctx.db.one(sql`select count(*)::int as count from staff s join account a on a.id = s.account_id where ${matching(ctx, filter)}`)
}

export function oneStaff(ctx: Ctx, id: number): Promise<Staff> {
  return ctx.db.one(sql`
    select ${COLUMNS} from staff s join account a on a.id = s.account_id where s.workspace_id = ${ctx.workspaceId} and s.id = ${id}`)
}

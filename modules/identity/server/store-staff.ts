import type { Role } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Scope } from '../contract/index.ts'

export interface StaffRow {
  readonly id: number
  readonly accountId: number
  readonly displayName: string
  readonly role: Role
  readonly scope: Scope
  readonly active: boolean
  readonly ambience: boolean
}

export function lockStaff(ctx: Ctx, id: number): Promise<StaffRow | undefined> {
  return ctx.db.maybe(sql`
    select id, account_id as "accountId", display_name as "displayName", role, scope, active, ambience
    from staff where workspace_id = ${ctx.workspaceId} and id = ${id} for update`)
}

export function staffOfAccount(ctx: Ctx, accountId: number): Promise<StaffRow | undefined> {
  return ctx.db.maybe(sql`
    select id, account_id as "accountId", display_name as "displayName", role, scope, active, ambience
    from staff where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} for update`)
}

/** Heads in service, locked in one order: two that demote each other at once can't both pass. */
export async function lockHeads(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select id from staff where workspace_id = ${ctx.workspaceId} and role = 'head' and active order by id for update`)
  return rows.map((row) => row.id)
}

export function insertStaff(ctx: Ctx, row: Omit<StaffRow, 'id' | 'active' | 'ambience'>): Promise<{ id: number }> {
  return ctx.db.one(sql`
    insert into staff (workspace_id, account_id, display_name, role, scope, active, created_at)
    values (${ctx.workspaceId}, ${row.accountId}, ${row.displayName}, ${row.role}, ${JSON.stringify(row.scope)}::jsonb, true, ${ctx.clock.now()})
    returning id`)
}

export function saveStaff(ctx: Ctx, row: StaffRow): Promise<number> {
  return ctx.db.exec(sql`
    update staff set display_name = ${row.displayName}, role = ${row.role}, scope = ${JSON.stringify(row.scope)}::jsonb,
      active = ${row.active}, ambience = ${row.ambience}
    where workspace_id = ${ctx.workspaceId} and id = ${row.id}`)
}

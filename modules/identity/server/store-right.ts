import type { Role } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { RightOverride } from '../domain/rights.ts'

export function rightOverrides(ctx: Ctx): Promise<RightOverride[]> {
  return ctx.db.rows(sql`
    select role, right_name as "right", granted from right_override where workspace_id = ${ctx.workspaceId} order by role, right_name`)
}

export function saveOverride(ctx: Ctx, row: RightOverride): Promise<number> {
  return ctx.db.exec(sql`
    insert into right_override (workspace_id, role, right_name, granted) values (${ctx.workspaceId}, ${row.role}, ${row.right}, ${row.granted})
    on conflict (workspace_id, role, right_name) do update set granted = excluded.granted`)
}

/** Back to what the program ships with. */
export function deleteOverride(ctx: Ctx, role: Role, right: string): Promise<number> {
  return ctx.db.exec(sql`
    delete from right_override where workspace_id = ${ctx.workspaceId} and role = ${role} and right_name = ${right}`)
}

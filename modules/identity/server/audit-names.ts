import { type Ctx, extensionPoint } from '@grove/kernel/server'
import sql, { empty, type Sql } from 'sql-template-tag'

/** How a thing of the audit trail is called today, told by the module that owns it: one value, by the thing's number. */
export interface AuditName {
  /** The kind of target. */
  readonly kind: string
  readonly name: (ctx: Ctx, id: Sql) => Sql
}

export const auditNames = extensionPoint<AuditName>('identity.audit-names')

export const staffNames = auditNames.of({
  kind: 'staff',
  name: (ctx, id) => sql`select s.display_name from staff s where s.workspace_id = ${ctx.workspaceId} and s.id = ${id}`,
})

/** The name of the target of the row `a`; null when it is gone, has none, or nobody tells. */
export function nameOfTarget(ctx: Ctx): Sql {
  const id = sql`a.target_id::bigint`
  const cases = ctx.app.registry
    .all(auditNames)
    .map((one) => sql`when a.target_kind = ${one.kind} then (${one.name(ctx, id)})`)
    .reduce((before, next) => sql`${before} ${next}`, empty)
  // Some targets have no number but a key; they are never read as one.
  return sql`case when a.target_id !~ '^[0-9]{1,15}$' then null ${cases} end`
}

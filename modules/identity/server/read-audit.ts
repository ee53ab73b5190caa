import { beginning, type Ctx } from '@grove/kernel/server'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { AuditRow } from '../contract/index.ts'
import { nameOfTarget } from './audit-names.ts'

export interface AuditFilter {
  readonly verb?: string | undefined
  readonly targetKind?: string | undefined
  readonly targetId?: string | undefined
  readonly staffId?: number | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  /** Rows older than this one; undefined for the newest. */
  readonly below?: number | undefined
  readonly limit: number
}

/** Conditions are left out, not switched off, so that each filter gets the plan of its own index. */
export function auditRows(ctx: Ctx, filter: AuditFilter): Promise<AuditRow[]> {
  const { verb } = filter
  return ctx.db.rows(sql`
    select a.id, a.at, a.verb, a.before, a.after, a.request_id as "requestId",
      jsonb_build_object('kind', a.target_kind, 'id', a.target_id, 'name', ${nameOfTarget(ctx)}) as target,
      jsonb_build_object('kind', a.actor ->> 'kind', 'id', (a.actor ->> 'id')::bigint,
        'name', coalesce(s.display_name, k.name, a.actor ->> 'name')) as actor
    from audit a
    left join staff s on s.workspace_id = a.workspace_id and s.id = a.staff_id
    left join api_key k on k.workspace_id = a.workspace_id and a.actor ->> 'kind' = 'apiKey' and k.id = (a.actor ->> 'id')::bigint
    where a.workspace_id = ${ctx.workspaceId}
      ${when(filter.below, (id) => sql`and a.id < ${id}`)}
      ${when(verb, (name) => (name.includes('.') ? sql`and a.verb = ${name}` : sql`and a.verb like ${beginning(`${name}.`)}`))}
      ${when(filter.targetKind, (kind) => sql`and a.target_kind = ${kind}`)}
      ${when(filter.targetId, (id) => sql`and a.target_id = ${id}`)}
      ${when(filter.staffId, (id) => sql`and a.staff_id = ${id}`)}
      ${when(filter.from, (at) => sql`and a.at >= ${at}`)}
      ${when(filter.to, (at) => sql`and a.at < ${at}`)}
    order by a.id desc limit ${filter.limit}`)
}

function when<T>(value: T | undefined, condition: (value: T) => Sql): Sql {
  return value === undefined || value === '' ? empty : condition(value)
}

import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { FieldUse, MemberField } from '../contract/index.ts'

const COLUMNS = sql`key, label_zh as "labelZh", label_en as "labelEn", type, options, rules, required, roles, archived_at as "archivedAt"`

/** All fields, put away or not, in order; there are dozens at most. */
export function allFields(ctx: Ctx): Promise<MemberField[]> {
  return ctx.db.rows<MemberField>(sql`
    select ${COLUMNS} from member_field where workspace_id = ${ctx.workspaceId} order by position, key limit 500`)
}

export function lockField(ctx: Ctx, key: string): Promise<MemberField | undefined> {
  return ctx.db.maybe<MemberField>(sql`
    select ${COLUMNS} from member_field where workspace_id = ${ctx.workspaceId} and key = ${key} for update`)
}

/** False when somebody else made it meanwhile. */
export async function upsertField(ctx: Ctx, field: Omit<MemberField, 'archivedAt'>): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db.exec(sql`
    insert into member_field (workspace_id, key, label_zh, label_en, type, options, rules, required, roles, position, created_at, updated_at)
    select ${ctx.workspaceId}, ${field.key}, ${field.labelZh}, ${field.labelEn}, ${field.type}, ${field.options}::text[],
      ${JSON.stringify(field.rules)}::jsonb, ${field.required}, ${field.roles}::text[], coalesce(max(f.position), 0) + 1, ${now}, ${now}
    from member_field f where f.workspace_id = ${ctx.workspaceId}
    on conflict (workspace_id, key) do update set label_zh = excluded.label_zh, label_en = excluded.label_en, options = excluded.options,
      rules = excluded.rules, required = excluded.required, roles = excluded.roles, updated_at = excluded.updated_at`)
}

export function writeOrder(ctx: Ctx, keys: readonly string[]): Promise<number> {
  return ctx.db.exec(sql`
    update member_field f set position = n.position from unnest(${keys}::text[]) with ordinality as n (key, position)
    where f.workspace_id = ${ctx.workspaceId} and f.key = n.key and f.position <> n.position`)
}

export function setArchived(ctx: Ctx, key: string, archived: boolean): Promise<number> {
  const now = ctx.clock.now()
  return ctx.db.exec(sql`
    update member_field set archived_at = ${archived ? now : null}, updated_at = ${now}
    where workspace_id = ${ctx.workspaceId} and key = ${key} and (archived_at is null) = ${archived}`)
}

const COUNTED = 1000

/** How many members have a value; counted up to a thousand. */
export async function membersWithField(ctx: Ctx, key: string): Promise<{ members: number; more: boolean }> {
  const { n } = await ctx.db.one<{ n: number }>(sql`
    select count(*)::int as n from (
      select 1 from member m where m.workspace_id = ${ctx.workspaceId} and m.attributes ? ${key}::text limit ${COUNTED + 1}) c`)
  return { members: Math.min(n, COUNTED), more: n > COUNTED }
}

export type FieldUses = readonly FieldUse[]

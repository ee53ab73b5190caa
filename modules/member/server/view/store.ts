import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { MemberView } from '../../contract/index.ts'

/** Views of one colleague and those that all may use. */
export function readViews(ctx: Ctx, staffId: number): Promise<MemberView[]> {
  return ctx.db.rows<MemberView>(sql`
    select v.id, v.name, v.shared, v.staff_id = ${staffId} as own, s.display_name as "ownerName", v.search
    from member_view v left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = v.staff_id
    where v.workspace_id = ${ctx.workspaceId} and (v.staff_id = ${staffId} or v.shared)
    order by v.staff_id <> ${staffId}, v.name, v.id limit 300`)
}

export interface ViewRecord {
  readonly id: number
  readonly staffId: number
  readonly name: string
  readonly shared: boolean
  readonly search: string
}

export function lockView(ctx: Ctx, id: number): Promise<ViewRecord | undefined> {
  return ctx.db.maybe<ViewRecord>(sql`
    select id, staff_id as "staffId", name, shared, search from member_view where workspace_id = ${ctx.workspaceId} and id = ${id} for update`)
}

type Fields = Omit<ViewRecord, 'id'>

/** The view of that name of that colleague, made or replaced. */
export async function putView(ctx: Ctx, view: Fields): Promise<number> {
  const now = ctx.clock.now()
  const row = await ctx.db.one<{ id: number }>(sql`
    insert into member_view (workspace_id, staff_id, name, shared, search, created_at, updated_at)
    values (${ctx.workspaceId}, ${view.staffId}, ${view.name}, ${view.shared}, ${view.search}, ${now}, ${now})
    on conflict (workspace_id, staff_id, name) do update set shared = excluded.shared, search = excluded.search, updated_at = excluded.updated_at
    returning id`)
  return row.id
}

/** 0 when another view of that colleague has the name. */
export function changeView(ctx: Ctx, id: number, view: Fields): Promise<number> {
  return ctx.db.exec(sql`
    update member_view v set name = ${view.name}, shared = ${view.shared}, search = ${view.search}, updated_at = ${ctx.clock.now()}
    where v.workspace_id = ${ctx.workspaceId} and v.id = ${id} and not exists (
      select 1 from member_view o where o.workspace_id = ${ctx.workspaceId} and o.staff_id = ${view.staffId} and o.name = ${view.name}
        and o.id <> ${id})`)
}

export function deleteView(ctx: Ctx, id: number): Promise<number> {
  return ctx.db.exec(sql`delete from member_view where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Views whose filters name a tag. */
export function viewsWithTag(ctx: Ctx, tagId: number): Promise<{ id: number; name: string; search: string }[]> {
  return ctx.db.rows<{ id: number; name: string; search: string }>(sql`
    select id, name, search from member_view
    where workspace_id = ${ctx.workspaceId} and ('&' || search || '&') like ${`%&tagId=${tagId}&%`} order by id limit 50`)
}

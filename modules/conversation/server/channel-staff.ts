import type { LinkedStaff } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Our staff behind people of a platform, by the platform's name of them; those out of service left out. Null: all that are linked. */
export async function staffBehind(ctx: Ctx, accountId: number, externalIds: readonly string[] | null): Promise<Map<string, LinkedStaff>> {
  const linked = await staffEverBehind(ctx, accountId, externalIds)
  return new Map([...linked].filter(([, one]) => one.active))
}

/** The same with those who are out of service: what was theirs still is, until somebody takes it over. */
export async function staffEverBehind(
  ctx: Ctx,
  accountId: number,
  externalIds: readonly string[] | null,
): Promise<Map<string, LinkedStaff & { readonly active: boolean }>> {
  const rows = await ctx.db.rows<LinkedStaff & { readonly active: boolean }>(sql`
    select l.external_id as "externalId", s.id as "staffId", s.display_name as name, a.locale, s.role, s.active
    from channel_staff l
    join staff s on s.workspace_id = l.workspace_id and s.id = l.staff_id
    join account a on a.id = s.account_id
    where l.workspace_id = ${ctx.workspaceId} and l.account_id = ${accountId}
      and (${externalIds === null} or l.external_id = any(${[...(externalIds ?? [])]}::text[]))
    order by l.external_id`)
  return new Map(rows.map((row) => [row.externalId, row]))
}

export interface StaffLink {
  readonly externalId: string
  readonly staffId: number
}

/** Ties people of a platform to staff; whoever was tied before on either side is let go. In the caller's transaction. */
export async function linkStaffBehind(ctx: Ctx, accountId: number, links: readonly StaffLink[]): Promise<void> {
  const externalIds = links.map((one) => one.externalId)
  const staffIds = links.map((one) => one.staffId)
  await unlinkStaffBehind(ctx, accountId, externalIds, staffIds)
  await ctx.db.exec(sql`
    insert into channel_staff (workspace_id, account_id, external_id, staff_id, linked_at)
    select ${ctx.workspaceId}, ${accountId}, n.external_id, n.staff_id, ${ctx.clock.now()}
    from unnest(${externalIds}::text[], ${staffIds}::bigint[]) as n (external_id, staff_id)`)
}

export function unlinkStaffBehind(
  ctx: Ctx,
  accountId: number,
  externalIds: readonly string[],
  staffIds: readonly number[] = [],
): Promise<number> {
  return ctx.db.exec(sql`
    delete from channel_staff
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId}
      and (external_id = any(${[...externalIds]}::text[]) or staff_id = any(${[...staffIds]}::bigint[]))`)
}

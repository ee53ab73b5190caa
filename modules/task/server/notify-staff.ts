import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Words } from '../contract/index.ts'

export interface StaffNotice {
  /** These people, or whoever holds the post in the community (everybody of that role where nobody does). */
  readonly staffIds?: readonly number[]
  readonly post?: string
  readonly communityId?: number
  readonly title: Words
  /** Page of the console it leads to. */
  readonly href?: string | null
  /** The same key is told to a person once. */
  readonly dedupe?: string
}

/** Rings the bell of staff, in the caller's transaction; one statement for all. Returns how many people were told. */
export async function notifyStaff(ctx: Ctx, notices: readonly StaffNotice[]): Promise<number> {
  if (notices.length === 0) return 0
  const named = notices.flatMap((notice, index) => (notice.staffIds ?? []).map((staffId) => ({ notice: index + 1, staffId })))
  const told = await ctx.db.exec(sql`
    with n as (
      select n.post, n.community_id, n.title, n.href, n.dedupe, n.position from unnest(
        ${notices.map((notice) => notice.post ?? null)}::text[], ${notices.map((notice) => notice.communityId ?? 0)}::bigint[],
        ${notices.map((notice) => JSON.stringify(notice.title))}::jsonb[], ${notices.map((notice) => notice.href ?? null)}::text[],
        ${notices.map((notice) => notice.dedupe ?? null)}::text[]
      ) with ordinality as n (post, community_id, title, href, dedupe, position)),
    holder as (
      select n.position, s.staff_id from n
      join community_staff s on s.workspace_id = ${ctx.workspaceId} and s.community_id = n.community_id and s.post = n.post and s.until is null),
    receiver as (
      select position, staff_id from unnest(${named.map((row) => row.notice)}::int[], ${named.map((row) => row.staffId)}::bigint[]) as p (position, staff_id)
      union
      select position, staff_id from holder
      union
      select n.position, s.id from n join staff s on s.workspace_id = ${ctx.workspaceId} and s.role = n.post and s.active
      where not exists (select 1 from holder h where h.position = n.position))
    insert into notice (workspace_id, staff_id, title, href, at, dedupe)
    select ${ctx.workspaceId}, r.staff_id, n.title, n.href, ${ctx.clock.now()}, n.dedupe
    from receiver r join n on n.position = r.position
    on conflict (workspace_id, staff_id, dedupe) where dedupe is not null do nothing`)
  return told
}

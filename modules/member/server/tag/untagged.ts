import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { holdMembers } from './store.ts'

/**
 * Every member without a tag has a mark in `member_untagged`, by which the few among a million are found. A mark may outlive the reason for it:
 * who reads asks the tags as well. What must never happen is a member without a tag and without a mark.
 */
export const membersUntagged = (ctx: Ctx): Sql => sql`
  select u.member_id from member_untagged u where u.workspace_id = ${ctx.workspaceId}
    and not exists (select 1 from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = u.member_id)`

/** New members, who carry nothing yet. */
export async function markNew(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into member_untagged (workspace_id, member_id) select ${ctx.workspaceId}, n.id from unnest(${memberIds}::bigint[]) as n (id)`)
}

/**
 * After tags were taken from these members, in the same transaction: marks those who carry none any more. Two that each take one of the last
 * two tags of a member take turns here, so that the second sees what the first did.
 */
export async function markUntagged(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  if (memberIds.length === 0) return
  await holdMembers(ctx, memberIds)
  await ctx.db.exec(sql`
    insert into member_untagged (workspace_id, member_id)
    select ${ctx.workspaceId}, m.id from member m
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[]) and m.erased_at is null
      and not exists (select 1 from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = m.id)
    order by m.id on conflict do nothing`)
}

/** After tags were given to these members. */
export async function unmark(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  if (memberIds.length === 0) return
  await ctx.db.exec(sql`
    with tagged as (
      select member_id from member_untagged where workspace_id = ${ctx.workspaceId} and member_id = any(${memberIds}::bigint[])
      order by member_id for update)
    delete from member_untagged u using tagged t where u.workspace_id = ${ctx.workspaceId} and u.member_id = t.member_id`)
}

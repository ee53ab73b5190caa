import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, wecom } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { isGone, PATIENT } from './see-platform.ts'

/** Members of staff who may have customers, with their names as far as the app may read them. @throws WecomError */
export async function seeStaff(client: WecomClient, known: ReadonlyMap<string, string>): Promise<{ userid: string; name: string }[]> {
  const { follow_user: userids } = await client.call(wecom.getFollowUserList, {}, PATIENT)
  const unnamed = userids.filter((userid) => !known.get(userid))
  const names = new Map(known)
  await Promise.all(
    unnamed.map(async (userid) => {
      try {
        const user = await client.call(wecom.userGet, { userid }, PATIENT)
        names.set(userid, user.name ?? '')
      } catch (error) {
        // A name is a comfort; whom the app may not read keeps the id as their name.
        if (!isGone(error) && !(error instanceof Error && error.name === 'WecomError')) throw error
      }
    }),
  )
  return userids.map((userid) => ({ userid, name: names.get(userid) ?? '' }))
}

export async function knownStaff(ctx: Ctx, accountId: number): Promise<Map<string, string>> {
  const rows = await ctx.db.rows<{ userid: string; name: string }>(sql`
    select s.userid, s.name from wecom_staff s
    where s.workspace_id = ${ctx.workspaceId} and s.account_id = ${accountId} and s.gone_at is null order by s.userid`)
  return new Map(rows.map((row) => [row.userid, row.name]))
}

/** Replaces the list. Returns how many differed. */
export async function copyStaff(
  ctx: Ctx,
  accountId: number,
  staff: readonly { userid: string; name: string }[],
  run: number,
): Promise<number> {
  const before = await knownStaff(ctx, accountId)
  await ctx.db.exec(sql`
    insert into wecom_staff (workspace_id, account_id, userid, name, seen_run)
    select distinct on (n.userid) ${ctx.workspaceId}, ${accountId}, n.userid, n.name, ${run}
    from unnest(${staff.map((one) => one.userid)}::text[], ${staff.map((one) => one.name)}::text[]) as n (userid, name)
    order by n.userid
    on conflict (workspace_id, account_id, userid) do update set name = excluded.name, seen_run = excluded.seen_run, gone_at = null`)
  const here = staff.map((one) => one.userid)
  const gone = await ctx.db.exec(sql`
    update wecom_staff set gone_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and gone_at is null and userid <> all(${here}::text[])`)
  return staff.filter((one) => before.get(one.userid) !== one.name).length + gone
}

/** @throws WecomError */
export async function seeTags(client: WecomClient): Promise<{ id: string; name: string; group: string }[]> {
  const { tag_group: groups } = await client.call(wecom.corpTagList, {}, PATIENT)
  return groups.flatMap((group) => group.tag.map((tag) => ({ id: tag.id, name: tag.name, group: group.group_name })))
}

/** Replaces the list. Returns how many differed. */
export async function copyTags(
  ctx: Ctx,
  accountId: number,
  tags: readonly { id: string; name: string; group: string }[],
  run: number,
): Promise<number> {
  const gone = await ctx.db.exec(sql`
    delete from wecom_tag
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and tag_id <> all(${tags.map((one) => one.id)}::text[])`)
  const changed = await ctx.db.exec(sql`
    insert into wecom_tag as t (workspace_id, account_id, tag_id, name, group_name, seen_run)
    select distinct on (n.id) ${ctx.workspaceId}, ${accountId}, n.id, n.name, n.group_name, ${run}
    from unnest(${tags.map((one) => one.id)}::text[], ${tags.map((one) => one.name)}::text[], ${tags.map((one) => one.group)}::text[])
      as n (id, name, group_name)
    order by n.id
    on conflict (workspace_id, account_id, tag_id) do update set name = excluded.name, group_name = excluded.group_name
    where t.name <> excluded.name or t.group_name <> excluded.group_name`)
  return gone + changed
}

import type { ChannelForget } from '@grove/channel-kit/server'
import sql from 'sql-template-tag'

/** Names, pictures and remarks of these customers, and what the platform told of them; who has whom and who is in which group stays. */
export const forgetPeople: ChannelForget = async (ctx, people) => {
  const ids = people.flatMap((one) => (one.channel === 'wecom' ? [one.externalId] : []))
  if (ids.length === 0) return
  const of = sql`workspace_id = ${ctx.workspaceId}`
  await ctx.db.exec(sql`
    update wecom_customer set name = '', avatar_url = null, unionid = null where ${of} and external_userid = any(${ids}::text[])`)
  await ctx.db.exec(sql`update wecom_follow set remark = '' where ${of} and external_userid = any(${ids}::text[])`)
  await ctx.db.exec(sql`update wecom_group_member set name = '' where ${of} and userid = any(${ids}::text[])`)
  await ctx.db.exec(sql`delete from wecom_welcome where ${of} and external_userid = any(${ids}::text[])`)
}

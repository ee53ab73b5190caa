import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface TargetCommunity {
  readonly id: number
  readonly name: string
  readonly owner: string | null
  readonly externalId: string | null
  readonly accountId: number | null
}

export interface TargetMember {
  readonly id: number
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly externalId: string | null
}

export interface Targets {
  readonly communities: ReadonlyMap<number, TargetCommunity>
  readonly members: ReadonlyMap<number, TargetMember>
}

/** Who and where a batch goes to: two statements, whatever its size. */
export async function readTargets(
  ctx: Ctx,
  sends: readonly { readonly communityId: number; readonly memberId: number }[],
  channel: string,
): Promise<Targets> {
  const communityIds = [...new Set(sends.map((send) => send.communityId))]
  const memberIds = [...new Set(sends.map((send) => send.memberId))].filter((id) => id > 0)
  const communities = await ctx.db.rows<TargetCommunity>(sql`
    select c.id, c.name, o.name as owner, g.external_id as "externalId", g.account_id as "accountId"
    from community c
    left join channel_group g on g.workspace_id = c.workspace_id and g.community_id = c.id
    left join (
      select distinct on (cs.community_id) cs.community_id, s.display_name as name
      from community_staff cs join staff s on s.workspace_id = cs.workspace_id and s.id = cs.staff_id
      where cs.workspace_id = ${ctx.workspaceId} and cs.community_id = any(${communityIds}::bigint[]) and cs.post = 'owner' and cs.until is null
      order by cs.community_id, cs.since, cs.id) o on o.community_id = c.id
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${communityIds}::bigint[])`)
  const members = memberIds.length === 0 ? [] : await readMembers(ctx, memberIds, channel)
  return { communities: new Map(communities.map((row) => [row.id, row])), members: new Map(members.map((row) => [row.id, row])) }
}

function readMembers(ctx: Ctx, ids: readonly number[], channel: string): Promise<TargetMember[]> {
  return ctx.db.rows<TargetMember>(sql`
    select m.id, m.display_name as name, m.attributes, i.external_id as "externalId"
    from member m
    left join member_identity i on i.workspace_id = m.workspace_id and i.member_id = m.id and i.channel = ${channel}
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${ids}::bigint[])
      and m.id between ${Math.min(...ids)} and ${Math.max(...ids)}`)
}

import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Identity } from '../contract/index.ts'

export interface OwnedIdentity extends Identity {
  readonly memberId: number
}

/** Who already holds these identities. */
export function findIdentities(ctx: Ctx, identities: readonly Identity[]): Promise<OwnedIdentity[]> {
  return ctx.db.rows<OwnedIdentity>(sql`
    select i.channel, i.external_id as "externalId", i.member_id as "memberId"
    from unnest(${identities.map((one) => one.channel)}::text[], ${identities.map((one) => one.externalId)}::text[]) as n (channel, external_id)
    join member_identity i on i.workspace_id = ${ctx.workspaceId} and i.channel = n.channel and i.external_id = n.external_id`)
}

export function identitiesOfMembers(ctx: Ctx, memberIds: readonly number[]): Promise<OwnedIdentity[]> {
  return ctx.db.rows<OwnedIdentity>(sql`
    select channel, external_id as "externalId", member_id as "memberId" from member_identity
    where workspace_id = ${ctx.workspaceId} and member_id = any(${memberIds}::bigint[]) order by channel, external_id`)
}

/** Adds identities; one that is taken meanwhile is left with its holder. Answers those added. */
export function insertIdentities(ctx: Ctx, identities: readonly OwnedIdentity[]): Promise<OwnedIdentity[]> {
  return ctx.db.rows<OwnedIdentity>(sql`
    insert into member_identity (workspace_id, channel, external_id, member_id)
    select ${ctx.workspaceId}, n.channel, n.external_id, n.member_id
    from unnest(${identities.map((one) => one.channel)}::text[], ${identities.map((one) => one.externalId)}::text[],
      ${identities.map((one) => one.memberId)}::bigint[]) as n (channel, external_id, member_id)
    order by n.channel, n.external_id
    on conflict (workspace_id, channel, external_id) do nothing
    returning channel, external_id as "externalId", member_id as "memberId"`)
}

export async function deleteIdentities(ctx: Ctx, identities: readonly OwnedIdentity[]): Promise<void> {
  await ctx.db.exec(sql`
    delete from member_identity i
    using unnest(${identities.map((one) => one.channel)}::text[], ${identities.map((one) => one.externalId)}::text[],
      ${identities.map((one) => one.memberId)}::bigint[]) as n (channel, external_id, member_id)
    where i.workspace_id = ${ctx.workspaceId} and i.channel = n.channel and i.external_id = n.external_id and i.member_id = n.member_id`)
}

import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type getMember as getRoute, type Identity, type MemberDetail, memberErrors } from '../contract/index.ts'
import { isSealedChannel, UNREADABLE } from '../domain/mask.ts'
import { maskContact, withMasks } from './contact.ts'
import { seenAttributes } from './fields.ts'
import { tagsOf } from './read-list.ts'
import { memberScope } from './scope.ts'

interface StoredIdentity extends Identity {
  readonly sealed: string | null
}
type Row = Omit<MemberDetail, 'identities'> & { readonly identities: readonly StoredIdentity[] }

function shownIdentity(ctx: Ctx, { channel, externalId, sealed }: StoredIdentity): Identity {
  return { channel, externalId: isSealedChannel(channel) ? (maskContact(ctx, channel, sealed) ?? UNREADABLE) : externalId }
}

/** @throws member.not_found also for a member outside the actor's scope */
export async function getMember(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof getRoute>> {
  const row = await ctx.db.maybe<Row>(sql`
    select p.id, p.display_name as "displayName", p.avatar_url as "avatarUrl", p.phone_sealed as phone, p.email_sealed as email, p.gender,
      p.age_band as "ageBand", p.city, p.city_tier as "cityTier", p.occupation, p.industry, p.employer, p.title, p.attributes, p.stage, p.kind, p.source,
      p.owner_staff_id as "ownerStaffId", s.display_name as "ownerName", nullif(p.last_active_at, p.created_at) as "lastActiveAt",
      p.created_at as "createdAt", p.updated_at as "updatedAt", ${tagsOf(ctx)} as tags,
      (select coalesce(jsonb_agg(jsonb_build_object('channel', i.channel, 'externalId', i.external_id, 'sealed', i.sealed) order by i.channel, i.external_id), '[]')
       from member_identity i where i.workspace_id = ${ctx.workspaceId} and i.member_id = p.id) as identities
    from (
      select m.id, m.display_name, m.avatar_url, m.phone_sealed, m.email_sealed, m.gender, m.age_band, m.city, m.city_tier, m.occupation,
        m.industry, m.employer, m.title, m.attributes, m.stage, m.kind, m.source, m.owner_staff_id, m.last_active_at, m.created_at, m.updated_at
      from member m where m.workspace_id = ${ctx.workspaceId} and m.id = ${input.id} and ${memberScope(ctx)}) p
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = p.owner_staff_id`)
  if (!row) throw memberErrors.not_found()
  return withMasks(ctx, {
    ...row,
    attributes: await seenAttributes(ctx, row.attributes),
    identities: row.identities.map((one) => shownIdentity(ctx, one)),
  })
}

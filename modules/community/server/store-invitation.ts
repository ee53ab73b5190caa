import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Invitation } from '../contract/index.ts'

export interface InvitationRecord extends Omit<Invitation, 'url'> {
  readonly communityId: number
  readonly inviterMemberId: number | null
}

const COLUMNS = sql`i.id, i.community_id as "communityId", i.code, i.note, i.source, i.inviter_member_id as "inviterMemberId", i.used,
  i.max_uses as "maxUses", i.expires_at as "expiresAt", i.revoked_at as "revokedAt", i.created_at as "createdAt"`

/** Makes the row under the first code that is free. */
export function insertInvitation(
  ctx: Ctx,
  id: number,
  codes: readonly string[],
  one: Pick<InvitationRecord, 'communityId' | 'note' | 'source' | 'inviterMemberId' | 'maxUses' | 'expiresAt'>,
): Promise<InvitationRecord> {
  return ctx.db.one<InvitationRecord>(sql`
    insert into invitation_code as i (workspace_id, id, community_id, code, note, source, inviter_member_id, max_uses, expires_at, created_by, created_at)
    overriding system value
    select ${ctx.workspaceId}, ${id}, ${one.communityId}, k.code, ${one.note}, ${one.source}, ${one.inviterMemberId}::bigint, ${one.maxUses}::int,
      ${one.expiresAt}::timestamptz, ${ctx.actor.kind === 'staff' ? ctx.actor.staffId : null}::bigint, ${ctx.clock.now()}::timestamptz
    from unnest(${codes}::text[]) with ordinality as k (code, position)
    where not exists (select 1 from invitation_code t where t.workspace_id = ${ctx.workspaceId} and t.code = k.code)
    order by k.position limit 1
    returning ${COLUMNS}`)
}

export function listInvitationRows(ctx: Ctx, communityId: number): Promise<InvitationRecord[]> {
  return ctx.db.rows<InvitationRecord>(sql`
    select ${COLUMNS} from invitation_code i where i.workspace_id = ${ctx.workspaceId} and i.community_id = ${communityId}
    order by i.id desc limit 200`)
}

/** The code as it stands, usable or not. */
export function findInvitation(ctx: Ctx, communityId: number, code: string): Promise<InvitationRecord | undefined> {
  return ctx.db.maybe<InvitationRecord>(sql`
    select ${COLUMNS} from invitation_code i
    where i.workspace_id = ${ctx.workspaceId} and i.community_id = ${communityId} and i.code = ${code.trim().toUpperCase()}`)
}

export function findInvitationById(ctx: Ctx, id: number): Promise<InvitationRecord | undefined> {
  return ctx.db.maybe<InvitationRecord>(sql`
    select ${COLUMNS} from invitation_code i where i.workspace_id = ${ctx.workspaceId} and i.id = ${id} for update`)
}

/** One more use. The community's lock keeps two from taking the last one. */
export async function countUse(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`update invitation_code set used = used + 1 where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function revokeInvitationRow(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`update invitation_code set revoked_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export function isUsable(one: InvitationRecord, now: Date): boolean {
  return one.revokedAt === null && (one.expiresAt === null || one.expiresAt > now) && !isUsedUp(one)
}

export function isUsedUp(one: InvitationRecord): boolean {
  return one.maxUses !== null && one.used >= one.maxUses
}

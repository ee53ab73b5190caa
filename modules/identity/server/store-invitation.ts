import type { Role } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Invitation, Scope } from '../contract/index.ts'

export interface NewInvitation {
  readonly tokenHash: Buffer
  readonly displayName: string
  readonly role: Role
  readonly scope: Scope
  readonly invitedBy: number | null
  readonly expiresAt: Date
}

export function insertInvitation(ctx: Ctx, row: NewInvitation): Promise<{ id: number }> {
  return ctx.db.one(sql`
    insert into invitation (workspace_id, token_hash, display_name, role, scope, invited_by, created_at, expires_at)
    values (${ctx.workspaceId}, ${row.tokenHash}, ${row.displayName}, ${row.role}, ${JSON.stringify(row.scope)}::jsonb, ${row.invitedBy},
      ${ctx.clock.now()}, ${row.expiresAt})
    returning id`)
}

export interface OpenInvitation {
  readonly id: number
  readonly displayName: string
  readonly role: Role
  readonly scope: Scope
}

/** Locked, so that one link makes one member of staff. */
export function lockOpenInvitation(ctx: Ctx, tokenHash: Buffer): Promise<OpenInvitation | undefined> {
  return ctx.db.maybe(sql`
    select id, display_name as "displayName", role, scope from invitation
    where workspace_id = ${ctx.workspaceId} and token_hash = ${tokenHash} and closed_at is null and expires_at > ${ctx.clock.now()} for update`)
}

export function closeInvitation(ctx: Ctx, id: number): Promise<number> {
  return ctx.db.exec(sql`
    update invitation set closed_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id} and closed_at is null`)
}

export function openInvitations(ctx: Ctx): Promise<Invitation[]> {
  return ctx.db.rows(sql`
    select i.id, i.display_name as "displayName", i.role, i.scope, s.display_name as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt"
    from invitation i left join staff s on s.workspace_id = i.workspace_id and s.id = i.invited_by
    where i.workspace_id = ${ctx.workspaceId} and i.closed_at is null and i.expires_at > ${ctx.clock.now()}
    order by i.id desc limit 500`)
}

import type { WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { ApiKey } from '../contract/index.ts'

export interface NewApiKey {
  readonly name: string
  readonly prefix: string
  readonly keyHash: Buffer
  readonly rights: readonly string[]
  readonly createdBy: number | null
  readonly expiresAt: Date | null
}

export function insertApiKey(ctx: Ctx, row: NewApiKey): Promise<{ id: number }> {
  return ctx.db.one(sql`
    insert into api_key (workspace_id, name, prefix, key_hash, rights, created_by, created_at, expires_at)
    values (${ctx.workspaceId}, ${row.name}, ${row.prefix}, ${row.keyHash}, ${row.rights}::text[], ${row.createdBy}, ${ctx.clock.now()}, ${row.expiresAt})
    returning id`)
}

export interface LiveKey {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly rights: readonly string[]
  readonly lastUsedAt: Date | null
}

/** The key carries its workspace's public name, so one workspace is asked, not all. */
export function liveApiKey(db: Querier, publicKey: string, keyHash: Buffer, now: Date): Promise<LiveKey | undefined> {
  return db.maybe(sql`
    select k.id, k.workspace_id as "workspaceId", k.rights, k.last_used_at as "lastUsedAt"
    from workspace w join api_key k on k.workspace_id = w.id
    where w.public_key = ${publicKey} and k.key_hash = ${keyHash} and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now})`)
}

export function touchApiKey(db: Querier, workspaceId: WorkspaceId, id: number, now: Date): Promise<number> {
  return db.exec(sql`update api_key set last_used_at = ${now} where workspace_id = ${workspaceId} and id = ${id}`)
}

export function revokeKey(ctx: Ctx, id: number): Promise<{ name: string; rights: string[] } | undefined> {
  return ctx.db.maybe(sql`
    update api_key set revoked_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id} and revoked_at is null
    returning name, rights`)
}

export function keysInUse(ctx: Ctx): Promise<ApiKey[]> {
  return ctx.db.rows(sql`
    select k.id, k.name, k.prefix, k.rights, s.display_name as "createdBy", k.created_at as "createdAt", k.expires_at as "expiresAt",
      k.last_used_at as "lastUsedAt"
    from api_key k left join staff s on s.workspace_id = k.workspace_id and s.id = k.created_by
    where k.workspace_id = ${ctx.workspaceId} and k.revoked_at is null order by k.id desc limit 500`)
}

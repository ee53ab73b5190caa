import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Consent, ConsentPurpose, ConsentText } from '../contract/index.ts'

export function listTexts(ctx: Ctx): Promise<ConsentText[]> {
  return ctx.db.rows<ConsentText>(sql`
    select purpose, version, body, created_at as "createdAt" from consent_text where workspace_id = ${ctx.workspaceId}
    order by purpose, version desc limit 300`)
}

/** The wording in force for each purpose. */
export function newestTexts(ctx: Ctx): Promise<ConsentText[]> {
  return ctx.db.rows<ConsentText>(sql`
    select distinct on (purpose) purpose, version, body, created_at as "createdAt" from consent_text where workspace_id = ${ctx.workspaceId}
    order by purpose, version desc`)
}

export async function insertText(ctx: Ctx, purpose: ConsentPurpose, body: string): Promise<number> {
  const by = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  const row = await ctx.db.one<{ version: number }>(sql`
    insert into consent_text (workspace_id, purpose, version, body, created_by, created_at)
    select ${ctx.workspaceId}, ${purpose}, coalesce(max(t.version), 0) + 1, ${body}, ${by}::bigint, ${ctx.clock.now()} from consent_text t
    where t.workspace_id = ${ctx.workspaceId} and t.purpose = ${purpose}
    returning version`)
  return row.version
}

export function consentsOf(ctx: Ctx, memberId: number): Promise<Consent[]> {
  return ctx.db.rows<Consent>(sql`
    select c.id, c.purpose, c.version, t.body as text, c.channel, c.given_at as "givenAt", c.withdrawn_at as "withdrawnAt" from consent c
    join consent_text t on t.workspace_id = ${ctx.workspaceId} and t.purpose = c.purpose and t.version = c.version
    where c.workspace_id = ${ctx.workspaceId} and c.member_id = ${memberId} order by c.id desc limit 200`)
}

/** Undefined when it stands already. */
export function insertConsent(
  ctx: Ctx,
  one: { readonly memberId: number; readonly purpose: ConsentPurpose; readonly version: number; readonly channel: string },
): Promise<{ id: number } | undefined> {
  return ctx.db.maybe<{ id: number }>(sql`
    insert into consent (workspace_id, member_id, purpose, version, channel, given_at)
    values (${ctx.workspaceId}, ${one.memberId}, ${one.purpose}, ${one.version}, ${one.channel}, ${ctx.clock.now()})
    on conflict (workspace_id, member_id, purpose) where withdrawn_at is null do nothing returning id`)
}

export function endConsent(ctx: Ctx, memberId: number, purpose: ConsentPurpose, by: string): Promise<number> {
  return ctx.db.exec(sql`
    update consent set withdrawn_at = ${ctx.clock.now()}, withdrawn_by = ${by}
    where workspace_id = ${ctx.workspaceId} and member_id = ${memberId} and purpose = ${purpose} and withdrawn_at is null`)
}

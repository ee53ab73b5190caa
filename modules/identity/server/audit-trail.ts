import { type AuditEntry, type Ctx, currentRequest } from '@grove/kernel/server'
import sql from 'sql-template-tag'

const LONGEST = 32 * 1024

/** Appends audit rows in the transaction of the change. */
export async function writeAudit(ctx: Ctx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await ctx.db.exec(sql`
    insert into audit (workspace_id, at, actor, staff_id, verb, target_kind, target_id, before, after, request_id)
    select ${ctx.workspaceId}, ${ctx.clock.now()}, ${JSON.stringify(actorOf(ctx))}::jsonb, ${ctx.actor.kind === 'staff' ? ctx.actor.staffId : null},
      e.verb, e.kind, e.target, e.before, e.after, ${currentRequest()?.id ?? null}
    from unnest(
      ${entries.map((entry) => entry.verb)}::text[],
      ${entries.map((entry) => entry.target.kind)}::text[],
      ${entries.map((entry) => String(entry.target.id))}::text[],
      ${entries.map((entry) => written(entry.before))}::jsonb[],
      ${entries.map((entry) => written(entry.after))}::jsonb[]
    ) with ordinality as e (verb, kind, target, before, after, position)
    order by e.position`)
}

function actorOf(ctx: Ctx): { kind: string; id: number | null; name: string | null } {
  const { actor } = ctx
  switch (actor.kind) {
    case 'staff':
      return { kind: 'staff', id: actor.staffId, name: null }
    case 'apiKey':
      return { kind: 'apiKey', id: actor.keyId, name: null }
    case 'member':
      return { kind: 'member', id: actor.memberId, name: null }
    case 'visitor':
      return { kind: 'visitor', id: null, name: null }
    case 'system':
      return { kind: 'system', id: null, name: actor.name }
  }
}

function written(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = JSON.stringify(value)
  return text.length <= LONGEST ? text : JSON.stringify({ cut: true, start: text.slice(0, 2000) })
}

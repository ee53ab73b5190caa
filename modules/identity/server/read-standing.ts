import { kept } from '@grove/db'
import type { Role, WorkspaceId } from '@grove/kernel/contract'
import type { Querier } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { Scope } from '../contract/index.ts'
import type { RightOverride } from '../domain/rights.ts'

/** What the gate needs to know about a signed-in browser, in one statement. Staff fields are null when the account has no place there. */
export interface Standing {
  readonly sessionId: number
  readonly accountId: number
  readonly lastSeenAt: Date
  readonly workspaceId: WorkspaceId | null
  readonly staffId: number | null
  readonly role: Role | null
  readonly scope: Scope | null
  readonly overrides: readonly RightOverride[]
}

/** `wanted` is the number or public key of a workspace; undefined means the session's own. */
export function readStanding(db: Querier, tokenHash: Buffer, wanted: string | undefined, now: Date): Promise<Standing | undefined> {
  // Every call of every screen asks this.
  const standing = sql`
    select s.id as "sessionId", s.account_id as "accountId", s.last_seen_at as "lastSeenAt", w.id as "workspaceId",
      f.id as "staffId", f.role, f.scope,
      (select coalesce(jsonb_agg(jsonb_build_object('role', o.role, 'right', o.right_name, 'granted', o.granted)), '[]'::jsonb)
        from right_override o where o.workspace_id = w.id and o.role = f.role) as overrides
    from session s
    left join workspace w on ${place(wanted)}
    left join staff f on f.workspace_id = w.id and f.account_id = s.account_id and f.active
    where s.token_hash = ${tokenHash} and s.expires_at > ${now}`
  return db.maybe(kept(standing))
}

function place(wanted: string | undefined): Sql {
  if (wanted === undefined || wanted === '') return sql`w.id = s.current_workspace`
  return /^\d{1,15}$/.test(wanted) ? sql`w.id = ${Number(wanted)}` : sql`w.public_key = ${wanted}`
}

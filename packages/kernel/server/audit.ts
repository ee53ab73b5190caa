import { port } from './app.ts'
import type { Ctx } from './context.ts'

/** One change made by a person: who, what, before and after. Secrets are left out by the caller. */
export interface AuditEntry {
  /** `noun.verb`, e.g. `member.update` */
  readonly verb: string
  readonly target: { readonly kind: string; readonly id: number | string }
  readonly before?: unknown
  readonly after?: unknown
}

/** Filled by the identity module, which owns the table. */
export const auditTrail = port<(ctx: Ctx, entries: readonly AuditEntry[]) => Promise<void>>('auditTrail')

/** Writes the audit row in the transaction of the change; one call takes many entries. */
export async function audit(ctx: Ctx, entry: AuditEntry | readonly AuditEntry[]): Promise<void> {
  await ctx.app.use(auditTrail)(ctx, Array.isArray(entry) ? entry : [entry as AuditEntry])
}

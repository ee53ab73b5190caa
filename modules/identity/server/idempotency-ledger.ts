import type { IdempotencyLedger } from '@grove/kernel/http'
import sql from 'sql-template-tag'

/** Answers of keyed writes. The insert waits for a twin whose transaction is still open, at most five seconds. */
export const ledger: IdempotencyLedger = {
  claim: async (ctx, { caller, key, hash }) => {
    await ctx.db.exec(sql`select set_config('lock_timeout', '5s', true)`)
    const claimed = await ctx.db.exec(sql`
      insert into idempotency (workspace_id, caller, key, request_hash, created_at)
      values (${ctx.workspaceId}, ${caller}, ${key}, ${hash}, ${ctx.clock.now()}) on conflict do nothing`)
    await ctx.db.exec(sql`select set_config('lock_timeout', '0', true)`)
    if (claimed === 1) return undefined
    const row = await ctx.db.one<{ hash: Buffer; status: number; body: string; contentType: string }>(sql`
      select request_hash as hash, status, body, content_type as "contentType" from idempotency
      where workspace_id = ${ctx.workspaceId} and caller = ${caller} and key = ${key}`)
    return { hash: row.hash, answer: { status: row.status, body: row.body, contentType: row.contentType } }
  },
  keep: async (ctx, { caller, key }, answer) => {
    await ctx.db.exec(sql`
      update idempotency set status = ${answer.status}, body = ${answer.body}, content_type = ${answer.contentType}
      where workspace_id = ${ctx.workspaceId} and caller = ${caller} and key = ${key}`)
  },
}

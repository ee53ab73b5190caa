import type { ClientBase } from 'pg'

/**
 * The event log is ordered by transaction number plus a base. A new server counts from the beginning, so the base grows by the difference:
 * everything restored lies before everything to come, and every reader finds its place again. Call inside the restoring transaction.
 */
export async function continueLog(client: ClientBase, sourceNext: string): Promise<void> {
  const there = await client.query("select 1 where to_regclass('public.event_log_base') is not null")
  if (!there.rowCount) return
  await client.query('update public.event_log_base set base = base + $1::bigint - pg_snapshot_xmin(pg_current_snapshot())::text::bigint', [
    sourceNext,
  ])
}

import type { SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/**
 * Waits until no transaction of another database hides events from the readers: transaction numbers are the server's, not the database's,
 * so a test file that runs beside this one can hold the log back for a moment. Open transactions of this database are not waited for.
 * Answers the end of the log.
 */
export async function settle(system: SystemCtx): Promise<string> {
  for (;;) {
    const { end, hidden } = await system.db.one<{ end: string; hidden: boolean }>(sql`
      select coalesce(max(e.tx), 0)::text || '/' || coalesce(max(e.id), 0)::text as end,
        exists (
          select 1 from pg_stat_activity a
          where a.datname <> current_database() and a.backend_xid is not null
            and age(a.backend_xid) >= age(((coalesce(max(e.tx), 0) - (select base from event_log_base)) % 4294967296)::text::xid)
        ) as hidden
      from event e`)
    if (!hidden) return end
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

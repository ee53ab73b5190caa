import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { MetRun } from './met-runs.ts'

/** Those of the members whom this import met before, or of whom it met a record that they took in since; with the line. */
export async function metBefore(ctx: Ctx, importId: number, memberIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (memberIds.length === 0) return new Map()
  const rows = await ctx.db.rows<{ memberId: number; line: number }>(sql`
    with recursive record as (
      select id as member_id, id as record_id from unnest(${memberIds}::bigint[]) as asked (id)
      union
      select r.member_id, g.loser_id from record r
      join member_merge g on g.workspace_id = ${ctx.workspaceId} and g.winner_id = r.record_id and g.undone_at is null)
    select r.member_id as "memberId", min(m.first_line + (r.record_id - m.first_record))::int as line
    from record r cross join lateral (
      select n.first_record, n.last_record, n.first_line from member_import_met n
      where n.workspace_id = ${ctx.workspaceId} and n.import_id = ${importId} and n.first_record <= r.record_id
      order by n.first_record desc limit 1) m
    where m.last_record >= r.record_id
    group by r.member_id`)
  return new Map(rows.map((row) => [row.memberId, row.line]))
}

/** `worded`: the words by which they are found are written; otherwise `writeWords` does it behind the rows. */
export async function insertMet(ctx: Ctx, importId: number, runs: readonly MetRun[], { worded = true } = {}): Promise<void> {
  if (runs.length === 0) return
  await ctx.db.exec(sql`
    insert into member_import_met (workspace_id, import_id, first_record, last_record, first_line, worded)
    select ${ctx.workspaceId}, ${importId}, n.first, n.last, n.line, ${worded}
    from unnest(${runs.map((run) => run.first)}::bigint[], ${runs.map((run) => run.last)}::bigint[], ${runs.map((run) => run.line)}::int[])
      as n (first, last, line)`)
}

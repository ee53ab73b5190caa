import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { Ladder, MoveCause } from '../contract/index.ts'

export interface NewMove {
  readonly ladder: Ladder
  readonly memberId: number
  readonly from: number
  readonly to: number
  readonly at: Date
  readonly cause: MoveCause
}

export async function insertMoves(ctx: Ctx, moves: readonly NewMove[]): Promise<void> {
  if (moves.length === 0) return
  const rows = JSON.stringify(moves.map((one) => ({ l: one.ladder, m: one.memberId, f: one.from, t: one.to, a: one.at, c: one.cause })))
  await ctx.db.exec(sql`
    insert into standing_move (workspace_id, ladder, member_id, from_step, to_step, at, cause)
    select ${ctx.workspaceId}, n.l, n.m, n.f, n.t, n.a, n.c
    from json_to_recordset(${rows}::json) as n (l text, m bigint, f smallint, t smallint, a timestamptz, c jsonb)
    join member k on k.workspace_id = ${ctx.workspaceId} and k.id = n.m`)
}

/** Column of `standing` that holds a ladder's step. */
const COLUMN: Readonly<Record<Exclude<Ladder, 'stage'>, Sql>> = { tier: sql`tier`, group: sql`customer_group` }

/** Moves members who still stand where they were seen; answers those that moved. */
export async function writeSteps(
  ctx: Ctx,
  ladder: Exclude<Ladder, 'stage'>,
  moves: readonly { readonly memberId: number; readonly from: number; readonly to: number }[],
): Promise<Set<number>> {
  const column = COLUMN[ladder]
  const rows = await ctx.db.rows<{ id: number }>(sql`
    with wanted as (
      select n.id, n.was, n.target from unnest(${moves.map((one) => one.memberId)}::bigint[], ${moves.map((one) => one.from)}::smallint[],
        ${moves.map((one) => one.to)}::smallint[]) as n (id, was, target)),
    locked as (
      select s.member_id, w.target from standing s join wanted w on w.id = s.member_id and w.was = s.${column}
      where s.workspace_id = ${ctx.workspaceId} and s.member_id = any(${moves.map((one) => one.memberId)}::bigint[])
      order by s.member_id for update of s)
    update standing s set ${column} = l.target from locked l where s.workspace_id = ${ctx.workspaceId} and s.member_id = l.member_id
    returning s.member_id as id`)
  return new Set(rows.map((row) => row.id))
}

import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface SaidPlace {
  readonly communityId: number
  readonly seq: number
}

/** What was said in rooms at these places; what was taken back says nothing. */
export function saidTexts(ctx: Ctx, places: readonly SaidPlace[]): Promise<(SaidPlace & { readonly text: string })[]> {
  if (places.length === 0) return Promise.resolve([])
  return ctx.db.rows(sql`
    select m.community_id as "communityId", m.seq, m.body ->> 'text' as text
    from unnest(${places.map((one) => one.communityId)}::bigint[], ${places.map((one) => one.seq)}::bigint[]) as p (community_id, seq)
    join message m on m.workspace_id = ${ctx.workspaceId} and m.community_id = p.community_id and m.thread = 0 and m.seq = p.seq
    where m.kind = 'text' and m.recalled_at is null`)
}

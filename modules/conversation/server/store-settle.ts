import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { within } from './id-span.ts'
import type { Ending } from './send-write.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** Writes endings of sends this worker holds; gives the numbers of those written. */
export async function markSettled(ctx: Ctx, worker: string | null, endings: readonly Ending[]): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    update send s set state = e.state, reason = e.reason, detail = e.detail, external_id = coalesce(e.external_id, s.external_id),
      sent_at = e.sent_at, not_before = case when e.state = 'retry' then e.next_at else s.not_before end,
      lease_until = case when e.state = 'claimed' then e.next_at end, touch_day = case when e.counts then s.touch_day end
    from unnest(
      ${endings.map(({ send }) => send.id)}::bigint[], ${endings.map(({ settled }) => settled.state)}::text[],
      ${endings.map(({ settled }) => settled.reason)}::text[], ${endings.map(({ detail }) => detail)}::text[],
      ${endings.map(({ settled }) => settled.externalId)}::text[], ${endings.map(({ settled }) => iso(settled.sentAt))}::timestamptz[],
      ${endings.map(({ settled }) => iso(settled.nextAt))}::timestamptz[], ${endings.map(({ settled }) => settled.counts)}::boolean[]
    ) as e (id, state, reason, detail, external_id, sent_at, next_at, counts)
    where s.workspace_id = ${ctx.workspaceId} and s.id = e.id and ${within(endings.map(({ send }) => send))}
      and ${worker === null ? sql`s.state = 'needs_person'` : sql`s.worker = ${worker} and (s.state = 'claimed' or (s.state = 'unknown' and e.state = 'sent'))`}
    returning s.id`)
  return rows.map((row) => row.id)
}

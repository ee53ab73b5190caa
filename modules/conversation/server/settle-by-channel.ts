import type { ChannelReport } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { settle } from '../domain/settle.ts'
import { IDENTITY } from './send-row.ts'
import { type Ending, writeEndings } from './send-write.ts'
import type { ClaimedSend } from './send-row.ts'

/**
 * A channel tells later what became of sends a person had to press inside it (`confirm_by_sender`). Reports of sends that are settled
 * already, or were never ours, are passed over. Returns how many it settled.
 */
export function settleByChannel(ctx: Ctx, channel: string, reports: readonly ChannelReport[]): Promise<number> {
  return ctx.inTx(async (tx) => {
    const outcomes = new Map(reports.map((report) => [report.externalId, report.outcome]))
    const rows = await tx.db.rows<ClaimedSend & { externalId: string; worker: string }>(sql`
      select ${IDENTITY}, s.content_id as "contentId", s.attempts as attempt, s.expires_at as "expiresAt", s.touch_day as "touchDay",
        false as orphan, s.external_id as "externalId", s.worker
      from send s
      where s.workspace_id = ${tx.workspaceId} and s.channel = ${channel} and s.state = 'needs_person' and s.reason = 'confirm_by_sender'
        and s.external_id = any(${[...outcomes.keys()]}::text[])
      order by s.id for update`)
    const endings = rows.flatMap((row): Ending[] => {
      const outcome = outcomes.get(row.externalId)
      return outcome ? [{ send: row, settled: settle(outcome, row, tx.clock.now()), detail: null }] : []
    })
    await writeEndings(tx, null, endings)
    return endings.length
  })
}

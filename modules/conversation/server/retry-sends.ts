import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { sendErrors } from '../contract/index.ts'
import { within } from './id-span.ts'
import { type LockedSend, lockSends } from './lock-sends.ts'
import { recordAttempts } from './store-attempt.ts'
import { refundTouches } from './touch-ledger.ts'

export interface RetrySends {
  readonly ids: readonly number[]
  /** The person has read that an unknown one may arrive twice. */
  readonly acceptRisk: boolean
}

const RETRYABLE = new Set(['unknown', 'failed', 'refused'])
const mayRetry = (send: LockedSend) => RETRYABLE.has(send.state) || (send.state === 'needs_person' && send.reason === 'missing_variable')

/**
 * Sends again, by a person's decision: back to `planned`, with limits and expiry holding as ever. Those already on their way stay as they are.
 * @throws send.not_found, send.not_retryable, send.risk_not_accepted
 */
export function retrySends(ctx: Ctx, input: RetrySends): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const sends = (await lockSends(tx, input.ids)).filter((send) => send.state !== 'planned' && send.state !== 'retry')
    const fixed = sends.find((send) => !mayRetry(send))
    if (fixed) throw sendErrors.not_retryable({ state: fixed.state })
    const risky = sends.filter((send) => send.state === 'unknown')
    if (risky.length > 0 && !input.acceptRisk) throw sendErrors.risk_not_accepted({ count: risky.length })
    if (sends.length === 0) return { changed: 0 }
    await tx.db.exec(sql`
      update send s set state = 'planned', reason = null, detail = null, held_reason = null, attempts = 0, touch_day = null, worker = null,
        not_before = ${tx.clock.now()}
      where s.workspace_id = ${tx.workspaceId} and s.id = any(${sends.map((send) => send.id)}::bigint[]) and ${within(sends)}`)
    await refundTouches(tx, sends)
    await recordAttempts(
      tx,
      sends.map((send) => ({ ...send, outcome: 'retry_by_person', reason: send.state === 'unknown' ? 'risk_accepted' : send.reason })),
    )
    await audit(
      tx,
      sends.map((send) => ({
        verb: 'send.retry',
        target: { kind: 'send', id: send.id },
        before: { state: send.state, reason: send.reason },
        after: { state: 'planned', riskAccepted: send.state === 'unknown' },
      })),
    )
    tx.afterCommit(() => tx.app.signals.wake('sends'))
    return { changed: sends.length }
  })
}

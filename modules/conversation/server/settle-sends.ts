import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { sendErrors, sendFailed, sendSent } from '../contract/index.ts'
import { within } from './id-span.ts'
import { lockSends } from './lock-sends.ts'
import { sendEvent } from './send-event.ts'
import { recordAttempts } from './store-attempt.ts'
import { refundTouches } from './touch-ledger.ts'

/** A person looked into the group and says what became of unknown sends. @throws send.not_found, send.not_retryable when one is not unknown */
export function settleSends(
  ctx: Ctx,
  input: { readonly ids: readonly number[]; readonly as: 'sent' | 'failed' },
): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const sends = (await lockSends(tx, input.ids)).filter((send) => send.state !== input.as)
    const known = sends.find((send) => send.state !== 'unknown')
    if (known) throw sendErrors.not_retryable({ state: known.state })
    if (sends.length === 0) return { changed: 0 }
    const sent = input.as === 'sent'
    await tx.db.exec(sql`
      update send s set state = ${input.as}, reason = 'by_person', sent_at = case when ${sent} then ${tx.clock.now()}::timestamptz end,
        touch_day = case when ${sent} then s.touch_day end
      where s.workspace_id = ${tx.workspaceId} and s.id = any(${sends.map((send) => send.id)}::bigint[]) and ${within(sends)}`)
    if (!sent) await refundTouches(tx, sends)
    await recordAttempts(
      tx,
      sends.map((send) => ({ ...send, outcome: sent ? 'settled_sent' : 'settled_failed', reason: null })),
    )
    await emit(
      tx,
      sends.map((send) => (sent ? sendEvent(send, sendSent, { externalId: '' }) : sendEvent(send, sendFailed, { reason: 'by_person' }))),
    )
    await audit(
      tx,
      sends.map((send) => ({
        verb: 'send.settle',
        target: { kind: 'send', id: send.id },
        before: { state: send.state, reason: send.reason },
        after: { state: input.as },
      })),
    )
    return { changed: sends.length }
  })
}

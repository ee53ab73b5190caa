import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { sendErrors } from '../contract/index.ts'
import { within } from './id-span.ts'
import { type LockedSend, lockSends } from './lock-sends.ts'
import { recordAttempts } from './store-attempt.ts'

const WAITING = new Set(['planned', 'held', 'paused', 'retry'])
const stillHere = (send: LockedSend) => WAITING.has(send.state) || (send.state === 'needs_person' && send.reason !== 'confirm_by_sender')

/** Takes back sends that have not left. Those taken back before stay so. @throws send.not_found, send.not_cancellable */
export function cancelSends(ctx: Ctx, input: { readonly ids: readonly number[] }): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const sends = (await lockSends(tx, input.ids)).filter((send) => send.state !== 'cancelled')
    const gone = sends.find((send) => !stillHere(send))
    if (gone) throw sendErrors.not_cancellable({ state: gone.state })
    if (sends.length === 0) return { changed: 0 }
    await tx.db.exec(sql`
      update send s set state = 'cancelled', reason = 'by_person', held_reason = null
      where s.workspace_id = ${tx.workspaceId} and s.id = any(${sends.map((send) => send.id)}::bigint[]) and ${within(sends)}`)
    await recordAttempts(
      tx,
      sends.map((send) => ({ ...send, outcome: 'cancelled', reason: null })),
    )
    await audit(
      tx,
      sends.map((send) => ({
        verb: 'send.cancel',
        target: { kind: 'send', id: send.id },
        before: { state: send.state, reason: send.reason },
        after: { state: 'cancelled' },
      })),
    )
    return { changed: sends.length }
  })
}

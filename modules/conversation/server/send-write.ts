import type { Can } from '@grove/channel-kit/contract'
import { emit, type NewEvent } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { sendExpired, sendFailed, sendNeedsPerson, sendRefused, sendSent, sendUnknown } from '../contract/index.ts'
import { type Settled, settle, settleUncertain } from '../domain/settle.ts'
import { settleShares } from './quota-ledger.ts'
import type { Result } from './send-deliver.ts'
import { sendEvent } from './send-event.ts'
import type { ClaimedSend } from './send-row.ts'
import { recordAttempts } from './store-attempt.ts'
import { markSettled } from './store-settle.ts'
import { refundTouches } from './touch-ledger.ts'

export interface Ending {
  readonly send: ClaimedSend
  readonly settled: Settled
  readonly detail: string | null
}

/** Works out what each result makes of its send. */
export function endingsOf(results: readonly Result[], can: Can, now: Date): Ending[] {
  return results.map(({ send, outcome, detail }) => ({
    send,
    detail,
    settled: outcome ? settle(outcome, send, now) : settleUncertain(can, send, now),
  }))
}

/**
 * Persists endings in one transaction: state, lineage, events, and shares given back by touches that did not happen.
 * A send this worker no longer holds is left alone, except that "it was sent" also settles one called unknown meanwhile.
 * Without a worker (the channel reports by itself) the caller has locked sends that wait inside the channel.
 */
export async function writeEndings(ctx: Ctx, worker: string | null, endings: readonly Ending[]): Promise<void> {
  if (endings.length === 0) return
  await ctx.inTx(async (tx) => {
    const written = new Set(await markSettled(tx, worker, endings))
    const mine = endings.filter(({ send }) => written.has(send.id))
    await recordAttempts(
      tx,
      mine
        .filter(({ settled }) => settled.state !== 'sent')
        .map(({ send, settled }) => ({ ...send, outcome: settled.state, reason: settled.reason, worker })),
    )
    await refundTouches(
      tx,
      mine.filter(({ settled }) => !settled.counts).map(({ send }) => send),
    )
    await settleShares(tx, mine)
    await emit(
      tx,
      mine.flatMap((ending) => eventOf(ending) ?? []),
    )
  })
}

function eventOf({ send, settled, detail }: Ending): NewEvent | null {
  const reason = settled.reason ?? ''
  switch (settled.state) {
    case 'sent':
      return sendEvent(send, sendSent, {
        externalId: settled.externalId ?? '',
        ...(settled.reached === null ? {} : { reached: settled.reached }),
      })
    case 'refused':
      return sendEvent(send, sendRefused, { reason })
    case 'failed':
      return sendEvent(send, sendFailed, { reason })
    case 'unknown':
      return sendEvent(send, sendUnknown, { reason })
    case 'needs_person':
      return sendEvent(send, sendNeedsPerson, { reason: detail ? `${reason}: ${detail}` : reason })
    case 'expired':
      return sendEvent(send, sendExpired, { reason })
    case 'retry':
    case 'claimed':
      return null
  }
}

import { randomUUID } from 'node:crypto'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { livingIds, seenIds } from '@grove/member/server'
import { type adjustPoints as adjustRoute, pointsErrors, type reverseEntry as reverseRoute } from '../contract/index.ts'
import { movePoints } from './move-points.ts'
import { findEntry } from './store.ts'

/** By hand, with a note the member reads. @throws points.member_not_found points.not_enough */
export async function adjustPoints(ctx: Ctx, input: InputOf<typeof adjustRoute>): Promise<{ balance: number }> {
  return ctx.inTx(async (ctx) => {
    const [memberId] = await livingIds(ctx, [input.id])
    if (memberId === undefined) throw pointsErrors.member_not_found()
    // A person may give the same amount twice; what must not happen twice is the same call, which its Idempotency-Key rules out.
    const key = `manual:${randomUUID()}`
    const made = await movePoints(ctx, [
      { memberId, amount: input.amount, counter: 'adjusted', reason: 'manual', detail: { note: input.note }, key },
    ])
    const balance = made.get(key)?.balance ?? 0
    await audit(ctx, {
      verb: 'points.adjust',
      target: { kind: 'member', id: memberId },
      before: { balance: balance - input.amount },
      after: { balance, note: input.note },
    })
    return { balance }
  })
}

/** @throws points.entry_not_found points.reversed_already points.reversal_of_reversal points.not_enough */
export async function reverseEntry(ctx: Ctx, input: InputOf<typeof reverseRoute>): Promise<{ entryId: number }> {
  return ctx.inTx(async (ctx) => {
    const entry = await findEntry(ctx, input.id)
    const [memberId] = entry ? await seenIds(ctx, [entry.memberId]) : []
    if (!entry || memberId === undefined) throw pointsErrors.entry_not_found()
    if (entry.reverses > 0) throw pointsErrors.reversal_of_reversal()
    const key = `reverse:${entry.id}`
    const move = { memberId, amount: -entry.amount, counter: 'adjusted', reason: 'reversal', detail: { note: input.note }, key } as const
    const made = await movePoints(ctx, [{ ...move, reverses: entry.id }])
    const done = made.get(key)
    if (!done) throw pointsErrors.reversed_already()
    await audit(ctx, {
      verb: 'points.reverse',
      target: { kind: 'member', id: memberId },
      before: { entryId: entry.id, amount: entry.amount },
      after: { balance: done.balance, note: input.note },
    })
    return { entryId: done.entryId }
  })
}

import { localOf } from '@grove/calendar'
import { updateCommunity } from '@grove/community/server'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { campErrors, type closeEdition as closeRoute, type saveEdition as saveRoute } from '../contract/index.ts'
import { beginOf } from '../domain/days.ts'
import { promoteWaiting } from './admit-students.ts'
import { asHouse } from './as-house.ts'
import { ROOM_FOR_STAFF } from './create-edition.ts'
import { editionOf, updateEdition, updateEditionState } from './store-edition.ts'
import { tellPhones } from './tell-phones.ts'

/** @throws camp.not_found camp.too_late_to_change camp.starts_in_past camp.seats_below_admitted */
export async function saveEdition(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ admitted: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await editionOf(ctx, input.id, { lock: true })
    const moved = input.startsOn !== before.startsOn
    if (moved && before.state !== 'enrolling') throw campErrors.too_late_to_change()
    if (moved && input.startsOn < localOf(ctx.clock.now().getTime(), before.zone).day) throw campErrors.starts_in_past()
    if (input.seats < before.admitted) throw campErrors.seats_below_admitted({ admitted: before.admitted })
    const { id, name, startsOn, seats } = input
    if (seats > before.seats) await updateCommunity(asHouse(ctx), { id: before.communityId, capacity: seats + ROOM_FOR_STAFF })
    // The clock looks again by itself: at the new first day, or at once.
    const nextAt = before.state === 'enrolling' ? new Date(beginOf(startsOn, before.zone, 1)) : ctx.clock.now()
    await updateEdition(ctx, { id, name, startsOn, seats, nextAt: before.state === 'finished' ? null : nextAt })
    const admitted = await promoteWaiting(ctx, { ...before, name, startsOn, seats })
    await audit(ctx, {
      verb: 'camp.update',
      target: { kind: 'camp', id },
      before: { name: before.name, startsOn: before.startsOn, seats: before.seats },
      after: { name, startsOn, seats },
    })
    ctx.afterCommit(() => ctx.app.signals.wake('camps'))
    tellPhones(ctx, before)
    return { admitted }
  })
}

/** @throws camp.not_found */
export async function closeEdition(ctx: Ctx, { id }: InputOf<typeof closeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await editionOf(ctx, id, { lock: true })
    if (before.state === 'closed') return { changed: 0 }
    await updateEditionState(ctx, id, 'closed', null)
    tellPhones(ctx, before)
    await audit(ctx, { verb: 'camp.close', target: { kind: 'camp', id }, before: { state: before.state }, after: { state: 'closed' } })
    return { changed: 1 }
  })
}

import { createCommunity } from '@grove/community/server'
import type { InputOf } from '@grove/kernel/contract'
import { localOf } from '@grove/calendar'
import { audit, type Ctx, makeCodes } from '@grove/kernel/server'
import { campErrors, type createEdition as createRoute } from '../contract/index.ts'
import { beginOf } from '../domain/days.ts'
import { refuseUnknown } from './save-template.ts'
import { insertEdition, nextEditionId } from './store-edition.ts'
import { findTemplate } from './store-template.ts'

/** Room for staff, lecturers and helpers beside the students. */
export const ROOM_FOR_STAFF = 50

/**
 * A cohort with its own copy of the plan and a community of type `camp`, whose owner is whoever makes it.
 * @throws camp.template_not_found camp.starts_in_past camp.unknown_bank camp.unknown_form
 */
export async function createEdition(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<{ id: number; communityId: number }> {
  return ctx.inTx(async (ctx) => {
    const template = await findTemplate(ctx, input.templateId)
    if (!template) throw campErrors.template_not_found()
    if (input.startsOn < localOf(ctx.clock.now().getTime(), ctx.zone).day) throw campErrors.starts_in_past()
    await refuseUnknown(ctx, template.plan)
    const begins = new Date(beginOf(input.startsOn, ctx.zone, 1))
    const opensAt = begins > ctx.clock.now() ? begins : ctx.clock.now()
    const { id: communityId } = await createCommunity(ctx, {
      type: 'camp',
      name: input.name,
      capacity: input.seats + ROOM_FOR_STAFF,
      opensAt: opensAt.toISOString(),
    })
    const id = await nextEditionId(ctx)
    await insertEdition(ctx, id, makeCodes(ctx, `camp ${id}`), {
      templateId: template.id,
      communityId,
      name: input.name,
      startsOn: input.startsOn,
      seats: input.seats,
      plan: template.plan,
      nextAt: begins,
    })
    await audit(ctx, { verb: 'camp.create', target: { kind: 'camp', id }, after: { ...input, communityId } })
    ctx.afterCommit(() => ctx.app.signals.wake('camps'))
    return { id, communityId }
  })
}

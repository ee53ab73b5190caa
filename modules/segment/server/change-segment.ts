import { canonical } from '@grove/condition-kit/contract'
import { placesOf } from '@grove/condition-kit/server'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type createSegment as createRoute, segmentErrors, type updateSegment as updateRoute } from '../contract/index.ts'
import { fillList, putIntoList } from './change-list.ts'
import { checkCondition, requireAffordable } from './check-condition.ts'
import { startBuild } from './start-build.ts'
import { deleteSegment, insertSegment, lockSegment, nameTaken, passGate, writeCondition, writeSegmentText } from './store.ts'

/**
 * A live segment (built in the background), or a list: of the members given, or of those who meet a condition now.
 * @throws segment.name_taken and what `checkCondition` throws, segment.too_costly
 */
export async function createSegment(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const checked = input.condition ? await checkCondition(ctx, input.condition) : undefined
    if (checked) await requireAffordable(ctx, checked)
    await passGate(ctx)
    const live = checked !== undefined && !input.frozen
    const id = await insertSegment(ctx, {
      name: input.name,
      note: input.note,
      kind: live ? 'live' : 'list',
      condition: live ? checked.condition : null,
      state: live ? 'building' : 'ready',
      events: live ? checked.events : [],
      timed: live && checked.timed,
    })
    if (id === 0) throw segmentErrors.name_taken({ name: input.name })
    if (live) await startBuild(ctx, [id], true)
    else if (checked) await fillList(ctx, id, checked)
    if (input.memberIds?.length) await putIntoList(ctx, { id, name: input.name }, input.memberIds)
    const after = { name: input.name, condition: input.condition ?? null, frozen: input.frozen, members: input.memberIds?.length ?? 0 }
    await audit(ctx, { verb: 'segment.create', target: { kind: 'segment', id }, after })
    return { id }
  })
}

/** A changed condition has everybody looked at again, without telling playbooks. @throws segment.not_found segment.not_live and as above */
export async function updateSegment(ctx: Ctx, input: InputOf<typeof updateRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    await passGate(ctx)
    const before = await lockSegment(ctx, input.id)
    if (!before) throw segmentErrors.not_found()
    const text = { name: input.name ?? before.name, note: input.note ?? before.note }
    if (await nameTaken(ctx, text.name, input.id)) throw segmentErrors.name_taken({ name: text.name })
    const { condition } = input
    if (condition && before.condition === null) throw segmentErrors.not_live()
    const turned = condition !== undefined && before.condition !== null && canonical(condition) !== canonical(before.condition)
    if (!turned && text.name === before.name && text.note === before.note) return { changed: 0 }
    await writeSegmentText(ctx, input.id, text)
    if (turned) {
      const checked = await checkCondition(ctx, condition, input.id)
      await requireAffordable(ctx, checked)
      await writeCondition(ctx, input.id, checked)
      await startBuild(ctx, [input.id], true)
    }
    const shown = ({ name, note, condition: of }: typeof before) => ({ name, note, condition: of })
    await audit(ctx, {
      verb: 'segment.update',
      target: { kind: 'segment', id: input.id },
      before: shown(before),
      after: { ...text, condition: turned ? condition : before.condition },
    })
    return { changed: 1 }
  })
}

/** @throws segment.not_found segment.in_use */
export async function removeSegment(ctx: Ctx, input: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    await passGate(ctx)
    const before = await lockSegment(ctx, input.id)
    if (!before) throw segmentErrors.not_found()
    const places = await placesOf(ctx, { what: 'segment', key: String(input.id) })
    if (places.length) throw segmentErrors.in_use({ places: [...places], names: places.map((one) => one.name).join('、') })
    await deleteSegment(ctx, input.id)
    await audit(ctx, { verb: 'segment.remove', target: { kind: 'segment', id: input.id }, before })
    return { changed: 1 }
  })
}

/** @throws segment.not_found segment.not_live */
export async function rebuildSegment(ctx: Ctx, input: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    await passGate(ctx)
    const segment = await lockSegment(ctx, input.id)
    if (!segment) throw segmentErrors.not_found()
    if (!segment.condition) throw segmentErrors.not_live()
    // A first build that is asked for again stays quiet.
    await startBuild(ctx, [input.id], segment.state === 'building' && segment.quiet)
    await audit(ctx, { verb: 'segment.rebuild', target: { kind: 'segment', id: input.id } })
    return { changed: 1 }
  })
}

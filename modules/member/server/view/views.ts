import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx, holds } from '@grove/kernel/server'
import { type MemberView, memberErrors, type saveView as saveRoute } from '../../contract/index.ts'
import { tagNamers } from '../tag/tag-uses.ts'
import { changeView, deleteView, lockView, putView, readViews, viewsWithTag } from './store.ts'

export async function listViews(ctx: Ctx): Promise<{ items: MemberView[] }> {
  return { items: await readViews(ctx, ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0) }
}

/** @throws member.view_not_yours member.view_not_found member.view_name_taken */
export async function saveView(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    if (ctx.actor.kind !== 'staff') throw memberErrors.view_not_yours()
    const { staffId } = ctx.actor
    const before = input.id === undefined ? undefined : await lockView(ctx, input.id)
    if (input.id !== undefined && !before) throw memberErrors.view_not_found()
    if (before && before.staffId !== staffId) throw memberErrors.view_not_yours()
    const view = { staffId, name: input.name, shared: input.shared, search: input.search }
    if (before && (await changeView(ctx, before.id, view)) === 0) throw memberErrors.view_name_taken({ name: input.name })
    const id = before ? before.id : await putView(ctx, view)
    await audit(ctx, { verb: 'member_view.save', target: { kind: 'member_view', id }, before, after: view })
    return { id }
  })
}

/** @throws member.view_not_found member.view_not_yours */
export async function removeView(ctx: Ctx, input: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await lockView(ctx, input.id)
    const own = ctx.actor.kind === 'staff' && before?.staffId === ctx.actor.staffId
    if (!before || !(own || before.shared)) throw memberErrors.view_not_found()
    if (!own && !holds(ctx.actor, 'tag.manage')) throw memberErrors.view_not_yours()
    await audit(ctx, { verb: 'member_view.remove', target: { kind: 'member_view', id: before.id }, before })
    return { changed: await deleteView(ctx, before.id) }
  })
}

/** Saved views that would miss a tag. */
export const viewsNamingTags = tagNamers.of(async (ctx, tag) =>
  (await viewsWithTag(ctx, tag.id)).map((view) => ({ kind: 'view', name: view.name, path: `/members?${view.search}` })),
)

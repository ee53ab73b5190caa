import { enqueue } from '@grove/jobs'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type listTagRules as listRoute, type saveTagRule as saveRoute, segmentErrors } from '../contract/index.ts'
import { requireNoCycle } from './segment-graph.ts'
import { findSegment } from './store.ts'
import { deleteRule, findRule, readRules, saveRuleRow } from './store-tag-rule.ts'
import { tagRuleJob } from './tag-rule-job.ts'

export async function listTagRules(ctx: Ctx): Promise<OutputOf<typeof listRoute>> {
  return { items: await readRules(ctx) }
}

/**
 * "When in this segment, then tag, until it leaves or for good." Everybody in it gets the tag in the background.
 * @throws segment.not_found segment.circular segment.rule_taken segment.rule_not_found
 */
export async function saveTagRule(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const before = input.id ? await findRule(ctx, input.id) : undefined
    if (input.id && !before) throw segmentErrors.rule_not_found()
    if (!(await findSegment(ctx, input.segmentId))) throw segmentErrors.not_found()
    await requireNoCycle(ctx, { segmentId: input.segmentId, tag: input.tag })
    const id = await saveRuleRow(ctx, input)
    if (id === 0) throw segmentErrors.rule_taken({ tag: input.tag })
    await audit(ctx, { verb: 'tag_rule.save', target: { kind: 'tag_rule', id }, before, after: { ...input, id } })
    if (input.active) await enqueue(ctx, tagRuleJob, { segmentId: input.segmentId }, { key: String(input.segmentId) })
    return { id }
  })
}

/** @throws segment.rule_not_found */
export async function removeTagRule(ctx: Ctx, input: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await findRule(ctx, input.id)
    if (!before) throw segmentErrors.rule_not_found()
    await deleteRule(ctx, input.id)
    await audit(ctx, { verb: 'tag_rule.remove', target: { kind: 'tag_rule', id: input.id }, before })
    return { changed: 1 }
  })
}

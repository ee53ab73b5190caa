import { type Ctx, job } from '@grove/kernel/server'
import { tagMembers, untagMembers } from '@grove/member/server'
import { z } from 'zod'
import { activeRules, RULE_WRITER, ruledOut, withoutTag } from './store-tag-rule.ts'

const SLICE = 5000

/** Brings the tags of a segment's rules up to date with who is in it: after a build, and when a rule is made. */
export const tagRuleJob = job({
  name: 'segment.tag-rules',
  input: z.object({ segmentId: z.number().int() }),
  maxAttempts: 5,
  run: async (ctx, { segmentId }) => {
    for (const rule of await activeRules(ctx, [segmentId])) {
      while (await giveSlice(ctx, rule.segmentId, rule.tag));
      if (rule.until === 'leaves') while (await takeSlice(ctx, rule.tag));
    }
  },
})

async function giveSlice(ctx: Ctx, segmentId: number, tag: string): Promise<boolean> {
  const members = await withoutTag(ctx, segmentId, tag, SLICE)
  if (members.length)
    await giveTag(
      ctx,
      tag,
      members.map((one) => one.id),
    )
  return members.length === SLICE
}

async function takeSlice(ctx: Ctx, tag: string): Promise<boolean> {
  const members = await ruledOut(ctx, tag, null, SLICE)
  if (members.length) await untagMembers(asRule(ctx), { tag, memberIds: members.map((one) => one.id) })
  return members.length === SLICE
}

export async function giveTag(ctx: Ctx, tag: string, memberIds: readonly number[]): Promise<void> {
  await tagMembers(asRule(ctx), { tag, memberIds })
}

/** Takes the tag from those who left, unless a person gave it or another rule still does. */
export async function takeTag(ctx: Ctx, tag: string, memberIds: readonly number[]): Promise<void> {
  const members = await ruledOut(ctx, tag, memberIds, memberIds.length)
  if (members.length) await untagMembers(asRule(ctx), { tag, memberIds: members.map((one) => one.id) })
}

/** The same context with the rules as its writer. */
function asRule(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'system', name: RULE_WRITER }, inTx: (work) => ctx.inTx((inner) => work(asRule(inner))) }
}

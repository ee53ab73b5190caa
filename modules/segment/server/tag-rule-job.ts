import { type Ctx, job } from '@grove/kernel/server'
import { tagMembers, untagMembers } from '@grove/member/server'
import { z } from 'zod'
import { activeRules, DAY, RULE_WRITER, ruledOut, type TagRule, withoutTag } from './store-tag-rule.ts'

const SLICE = 5000

/** Brings the tags of a segment's rules up to date with who is in it: after a build, and when a rule is made. */
export const tagRuleJob = job({
  name: 'segment.tag-rules',
  input: z.object({ segmentId: z.number().int() }),
  maxAttempts: 5,
  run: async (ctx, { segmentId }) => {
    for (const rule of await activeRules(ctx, [segmentId])) {
      while (await giveSlice(ctx, rule));
      if (rule.until === 'leaves') while (await takeSlice(ctx, rule.tag));
    }
  },
})

async function giveSlice(ctx: Ctx, rule: TagRule): Promise<boolean> {
  const members = await withoutTag(ctx, rule, SLICE)
  if (members.length) await giveTag(ctx, rule, new Map(members.map((one) => [one.id, one.enteredAt])))
  return members.length === SLICE
}

async function takeSlice(ctx: Ctx, tag: string): Promise<boolean> {
  const members = await ruledOut(ctx, tag, null, SLICE)
  if (members.length) await untagMembers(asRule(ctx), { tag, memberIds: members.map((one) => one.id) })
  return members.length === SLICE
}

/** Gives the tag of a rule to members who entered at these moments; with a limit of time it ends so many days after each. */
export async function giveTag(ctx: Ctx, { tag, days }: TagRule, entered: ReadonlyMap<number, Date>): Promise<void> {
  const untils = days === null ? undefined : new Map([...entered].map(([id, at]) => [id, new Date(at.getTime() + days * DAY)]))
  await tagMembers(asRule(ctx), { tag, memberIds: [...entered.keys()], untils })
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

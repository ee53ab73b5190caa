import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import { segmentEntered, segmentLeft } from '../contract/index.ts'
import { activeRules, DAY, type TagRule } from './store-tag-rule.ts'
import { giveTag, takeTag } from './tag-rule-job.ts'

/** Gives and takes the tags of rules as members enter and leave. */
export const followRules = reader({ name: 'segment-tags', kinds: [segmentEntered, segmentLeft], batch: 2000, handle: follow })

interface Data {
  readonly segmentId: number
}

async function follow(ctx: Ctx, events: readonly StoredEvent[]): Promise<void> {
  const moves = events as readonly StoredEvent<Data>[]
  const rules = await activeRules(ctx, [...new Set(moves.map((one) => one.data.segmentId))])
  for (const rule of rules) await followRule(ctx, rule, moves)
}

/** A log read late gives no tag whose time is over already. */
function stillRuns(ctx: Ctx, { days }: TagRule, at: Date): boolean {
  return days === null || at.getTime() + days * DAY > ctx.clock.now().getTime()
}

/** The last move of a member counts: who entered and left in one batch is out. */
async function followRule(ctx: Ctx, rule: TagRule, moves: readonly StoredEvent<Data>[]): Promise<void> {
  const last = new Map<number, Date | null>()
  for (const { kind, memberId, data, at } of moves)
    if (memberId !== null && data.segmentId === rule.segmentId) last.set(memberId, kind === 'segment.entered' ? at : null)
  const entered = new Map([...last].flatMap(([id, at]) => (at && stillRuns(ctx, rule, at) ? [[id, at] as const] : [])))
  const left = [...last].flatMap(([id, at]) => (at ? [] : [id]))
  if (entered.size) await giveTag(ctx, rule, entered)
  if (left.length && rule.until === 'leaves') await takeTag(ctx, rule.tag, left)
}

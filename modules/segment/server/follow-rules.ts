import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import { segmentEntered, segmentLeft } from '../contract/index.ts'
import { activeRules, type TagRule } from './store-tag-rule.ts'
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

/** The last move of a member counts: who entered and left in one batch is out. */
async function followRule(ctx: Ctx, rule: TagRule, moves: readonly StoredEvent<Data>[]): Promise<void> {
  const last = new Map<number, boolean>()
  for (const { kind, memberId, data } of moves)
    if (memberId !== null && data.segmentId === rule.segmentId) last.set(memberId, kind === 'segment.entered')
  const those = (inside: boolean) => [...last].filter(([, isIn]) => isIn === inside).map(([id]) => id)
  const [entered, left] = [those(true), those(false)]
  if (entered.length) await giveTag(ctx, rule.tag, entered)
  if (left.length && rule.until === 'leaves') await takeTag(ctx, rule.tag, left)
}

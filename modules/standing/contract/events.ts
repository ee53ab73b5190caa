import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'
import { moveCause, step } from './model.ts'

/** The first thing a member ever did by themselves. */
export const memberFirstActive = eventKind('member.first_active', z.object({ event: z.string(), eventId: id }), {
  zh: '第一次活跃',
  en: 'Was active for the first time',
})
export const memberFellAsleep = eventKind('member.fell_asleep', z.object({ silentDays: z.number().int() }), {
  zh: '沉睡',
  en: 'Fell asleep',
})
/** `event` is what they did. */
export const memberWokeUp = eventKind('member.woke_up', z.object({ event: z.string(), eventId: id, asleepDays: z.number().int() }), {
  zh: '被唤醒',
  en: 'Woke up',
})
/** Left the last of their communities, and came back to one. */
export const memberGone = eventKind('member.gone', z.object({}), { zh: '离开了所有的群', en: 'Left the last community' })
export const memberCameBack = eventKind('member.came_back', z.object({}), { zh: '又回到群里', en: 'Came back to a community' })
export const memberTierMoved = eventKind('member.tier_moved', z.object({ from: step, to: step, cause: moveCause }), {
  zh: '贡献层级变动',
  en: 'Tier moved',
})
export const memberGroupMoved = eventKind('member.group_moved', z.object({ from: step, to: step, cause: moveCause }), {
  zh: '客户群体变动',
  en: 'Customer group moved',
})

export const standingEvents = [
  memberFirstActive,
  memberFellAsleep,
  memberWokeUp,
  memberGone,
  memberCameBack,
  memberTierMoved,
  memberGroupMoved,
]

import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'
import { moveCause, step } from './model.ts'

/** The first thing a member ever did by themselves. */
export const memberFirstActive = eventKind('member.first_active', z.object({ event: z.string(), eventId: id }))
export const memberFellAsleep = eventKind('member.fell_asleep', z.object({ silentDays: z.number().int() }))
/** `event` is what they did. */
export const memberWokeUp = eventKind('member.woke_up', z.object({ event: z.string(), eventId: id, asleepDays: z.number().int() }))
/** Left the last of their communities, and came back to one. */
export const memberGone = eventKind('member.gone', z.object({}))
export const memberCameBack = eventKind('member.came_back', z.object({}))
export const memberTierMoved = eventKind('member.tier_moved', z.object({ from: step, to: step, cause: moveCause }))
export const memberGroupMoved = eventKind('member.group_moved', z.object({ from: step, to: step, cause: moveCause }))

export const standingEvents = [
  memberFirstActive,
  memberFellAsleep,
  memberWokeUp,
  memberGone,
  memberCameBack,
  memberTierMoved,
  memberGroupMoved,
]

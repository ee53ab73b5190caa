import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const activity = { activityId: id, script: z.string(), title: z.string() }

export const activityPlanned = eventKind('activity.planned', z.object({ ...activity, startsAt: z.string() }))
export const activityStarted = eventKind('activity.started', z.object(activity))
export const activityEnded = eventKind('activity.ended', z.object({ ...activity, joined: z.number(), winners: z.number() }))
export const activityStopped = eventKind('activity.stopped', z.object({ ...activity, why: z.string() }))
/** A member took part: told once for each activity, when the first of its rounds that they were in is over. */
export const activityJoined = eventKind('activity.joined', z.object(activity), { zh: '参加活动', en: 'Took part in an activity' })
export const activityWon = eventKind('activity.won', z.object({ ...activity, round: z.number(), award: z.string(), prize: z.string() }), {
  zh: '活动得奖',
  en: 'Won in an activity',
})

export const activityEvents = [activityPlanned, activityStarted, activityEnded, activityStopped, activityJoined, activityWon] as const

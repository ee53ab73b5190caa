import { content } from '@grove/channel-kit/contract'
import { z } from 'zod'

/** Who decided a touch. Stored as a number in `send.source`. */
export const sendSource = { playbook: 1, manual: 2, system: 3, activity: 4 } as const
export type SendSource = keyof typeof sendSource

export const sendState = z.enum([
  'planned',
  'held',
  'paused',
  'claimed',
  'sent',
  'retry',
  'refused',
  'failed',
  'needs_person',
  'unknown',
  'cancelled',
  'expired',
])
export type SendState = z.infer<typeof sendState>

/** Why a touch waits although it is due: `held` ones leave by themselves at `notBefore`, `paused` ones when what stopped them ends. */
export const heldReason = z.enum([
  'do_not_disturb',
  'quiet_hours',
  'member_day',
  'member_week',
  'group_day',
  'group_week',
  'share_kept',
  'platform_quota',
  'run_paused',
  'community_not_open',
])
export type HeldReason = z.infer<typeof heldReason>

/** Why a touch was given up without being tried. */
export const droppedReason = z.enum([
  'past_due',
  'not_confirmed',
  'declined',
  'run_stopped',
  'by_person',
  'community_closed',
  'do_not_disturb',
  'blacklist',
])
export type DroppedReason = z.infer<typeof droppedReason>

/** Content with {variables}; `fallbacks` say what stands in for a variable without a value, e.g. `{ name: '朋友' }`. */
export const sendContent = content.extend({ fallbacks: z.record(z.string(), z.string().max(200)).optional() })
export type SendContent = z.infer<typeof sendContent>

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Limits on how often people are touched. A playbook may add stricter ones; the strictest counts, over all playbooks and manual sends. */
export const touchLimits = z.strictObject({
  /** No touch between `from` and `to` (local time of the workspace, may span midnight). */
  quiet: z.strictObject({ from: localTime, to: localTime }).nullable(),
  /** Private messages one member gets at most. */
  member: z.strictObject({ day: z.number().int().min(1).max(100).nullable(), week: z.number().int().min(1).max(500).nullable() }),
  /** Posts one group gets at most. */
  group: z.strictObject({ day: z.number().int().min(1).max(200).nullable(), week: z.number().int().min(1).max(1000).nullable() }),
})
export type TouchLimits = z.infer<typeof touchLimits>

/** What a workspace starts with. */
export const defaultTouchLimits: TouchLimits = {
  quiet: { from: '22:00', to: '08:00' },
  member: { day: 2, week: 6 },
  group: { day: 8, week: 40 },
}

import { z } from 'zod'

/** Not now, but the same delivery may work later. */
export const retryReason = z.enum(['rate_limited', 'busy', 'network', 'account_offline', 'channel_fault'])
/** The channel or the person on the other side said no; asking again is pointless. */
export const refusedReason = z.enum([
  'quota_gone',
  'not_reachable',
  'not_member',
  'blocked_by_member',
  'group_closed',
  'content_refused',
  'not_supported',
  /** The person who had to press send inside the channel let the time pass. */
  'not_confirmed',
])
/** Something on our side is wrong and needs mending first. */
export const failedReason = z.enum(['bad_content', 'bad_target', 'account_gone', 'too_many_attempts'])
export const needsPersonReason = z.enum(['confirm', 'confirm_by_sender', 'missing_variable', 'login_needed'])
/** It may or may not have been done; never retried blindly. */
export const unknownReason = z.enum(['no_answer', 'worker_lost', 'unclear_answer'])

/** How one delivery ended. `externalId` names the message inside the channel. */
export const outcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sent'),
    externalId: z.string().max(200),
    at: z.date(),
    /** How many people it reached, where the channel says so. */
    reached: z.number().int().nonnegative().optional(),
  }),
  z.strictObject({ kind: z.literal('refused'), reason: refusedReason }),
  z.strictObject({ kind: z.literal('retry'), reason: retryReason, afterSeconds: z.number().nonnegative().optional() }),
  z.strictObject({ kind: z.literal('failed'), reason: failedReason }),
  z.strictObject({ kind: z.literal('needs_person'), reason: needsPersonReason, externalId: z.string().max(200).optional() }),
  z.strictObject({ kind: z.literal('unknown'), reason: unknownReason }),
])
export type Outcome = z.infer<typeof outcome>

/** An outcome with the touch it belongs to: channels may answer in any order. */
export interface Answer {
  readonly touch: string
  readonly outcome: Outcome
}

/** What a lookup says of a touch: done (with its outcome), surely not done, or the channel can't tell. */
export type LookupAnswer =
  | { readonly touch: string; readonly found: Outcome }
  | { readonly touch: string; readonly found: 'absent' }
  | { readonly touch: string; readonly found: 'unclear' }

import { eventKind } from '@grove/kernel/contract'
import { z } from 'zod'

// runId is set for playbook sends only; memberId is absent for a post to the group.
const touch = z.object({
  sendId: z.number(),
  source: z.number(),
  stepId: z.number(),
  occurrence: z.number(),
  variant: z.string().nullable(),
  channel: z.string(),
})

export const sendSent = eventKind('send.sent', touch.extend({ externalId: z.string(), reached: z.number().optional() }))
export const sendRefused = eventKind('send.refused', touch.extend({ reason: z.string() }))
export const sendFailed = eventKind('send.failed', touch.extend({ reason: z.string() }))
export const sendUnknown = eventKind('send.unknown', touch.extend({ reason: z.string() }))
export const sendNeedsPerson = eventKind('send.needs_person', touch.extend({ reason: z.string() }))
export const sendExpired = eventKind('send.expired', touch.extend({ reason: z.string() }))

export const sendEvents = [sendSent, sendRefused, sendFailed, sendUnknown, sendNeedsPerson, sendExpired] as const

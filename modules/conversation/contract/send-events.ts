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

export const sendSent = eventKind('send.sent', touch.extend({ externalId: z.string(), reached: z.number().optional() }), {
  zh: '收到触达',
  en: 'Was sent something',
})
export const sendRefused = eventKind('send.refused', touch.extend({ reason: z.string() }), { zh: '触达被拒', en: 'A send was refused' })
export const sendFailed = eventKind('send.failed', touch.extend({ reason: z.string() }), { zh: '触达失败', en: 'A send failed' })
export const sendUnknown = eventKind('send.unknown', touch.extend({ reason: z.string() }), {
  zh: '触达结果不明',
  en: 'The outcome of a send is unknown',
})
export const sendNeedsPerson = eventKind('send.needs_person', touch.extend({ reason: z.string() }), {
  zh: '触达要人工处理',
  en: 'A send needs a person',
})
export const sendExpired = eventKind('send.expired', touch.extend({ reason: z.string() }), {
  zh: '触达过期未发',
  en: 'A send was past due',
})

export const sendEvents = [sendSent, sendRefused, sendFailed, sendUnknown, sendNeedsPerson, sendExpired] as const

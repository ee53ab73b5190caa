import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'
import { attributeValue, stage } from './model.ts'

/** What made the change: a person, a playbook step, an event, an import. */
export const cause = z.object({
  by: z.enum(['person', 'playbook', 'event', 'import', 'system', 'rule', 'override']),
  eventId: id.optional(),
  runId: id.optional(),
  stepId: id.optional(),
  importId: id.optional(),
  /** Version and place of the rule, and the kind of event after which it was asked. */
  version: z.number().int().optional(),
  rule: z.number().int().optional(),
  event: z.string().optional(),
  reason: z.string().optional(),
})
export type Cause = z.infer<typeof cause>

export const memberCreated = eventKind('member.created', z.object({ source: z.string().nullable(), importId: id.optional() }))
export const memberUpdated = eventKind('member.updated', z.object({ fields: z.array(z.string()), importId: id.optional() }))
export const memberTagged = eventKind('member.tagged', z.object({ tagId: id, tag: z.string(), until: z.iso.datetime().optional() }))
/** `why` is told when no person and no step took it: its time was over, or a newer tag of its single-choice group came. */
export const memberUntagged = eventKind(
  'member.untagged',
  z.object({ tagId: id, tag: z.string(), why: z.enum(['expired', 'replaced']).optional() }),
)
export const memberAttributeSet = eventKind(
  'member.attribute_set',
  z.object({ key: z.string(), value: attributeValue, before: attributeValue.optional() }),
)
export const memberStageMoved = eventKind('member.stage_moved', z.object({ from: stage, to: stage, cause }))

export const memberEvents = [memberCreated, memberUpdated, memberTagged, memberUntagged, memberAttributeSet, memberStageMoved]

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

/** `returned`: somebody who was forgotten came back by an act of their own; the record is new and knows nothing of the old one. */
export const memberCreated = eventKind(
  'member.created',
  z.object({ source: z.string().nullable(), importId: id.optional(), returned: z.boolean().optional() }),
  { zh: '建档', en: 'Became known' },
)
export const memberUpdated = eventKind('member.updated', z.object({ fields: z.array(z.string()), importId: id.optional() }), {
  zh: '资料变动',
  en: 'Record changed',
})
export const memberTagged = eventKind('member.tagged', z.object({ tagId: id, tag: z.string(), until: z.iso.datetime().optional() }), {
  zh: '被打标签',
  en: 'Was tagged',
})
/** `why` is told when no person and no step took it: its time was over, or a newer tag of its single-choice group came. */
export const memberUntagged = eventKind(
  'member.untagged',
  z.object({ tagId: id, tag: z.string(), why: z.enum(['expired', 'replaced']).optional() }),
  { zh: '标签被去掉', en: 'Lost a tag' },
)
export const memberAttributeSet = eventKind(
  'member.attribute_set',
  z.object({ key: z.string(), value: attributeValue, before: attributeValue.optional() }),
  { zh: '属性变动', en: 'Attribute changed' },
)
export const memberStageMoved = eventKind('member.stage_moved', z.object({ from: stage, to: stage, cause }), {
  zh: '阶段变动',
  en: 'Stage moved',
})

/** Another record of the same person went into this one. */
export const memberMerged = eventKind('member.merged', z.object({ mergeId: id, loserId: id }), {
  zh: '重复档案并入',
  en: 'A duplicate was merged in',
})
export const memberUnmerged = eventKind('member.unmerged', z.object({ mergeId: id }), { zh: '档案合并被撤销', en: 'A merge was undone' })

export const consentGiven = eventKind('consent.given', z.object({ purpose: z.string(), version: z.number().int(), channel: z.string() }), {
  zh: '给出授权',
  en: 'Gave consent',
})
export const consentWithdrawn = eventKind('consent.withdrawn', z.object({ purpose: z.string() }), {
  zh: '撤回授权',
  en: 'Withdrew consent',
})
export const memberBlocked = eventKind('member.blocked', z.object({ list: z.string(), until: z.string().nullable() }), {
  zh: '进入免打扰或黑名单',
  en: 'Was put on do not disturb or the blacklist',
})
export const memberUnblocked = eventKind('member.unblocked', z.object({ list: z.string() }), {
  zh: '移出免打扰或黑名单',
  en: 'Was taken off do not disturb or the blacklist',
})
/** Forgotten: who it was is known to nobody any more. */
export const memberErased = eventKind('member.erased', z.object({}))

export const memberEvents = [
  consentGiven,
  consentWithdrawn,
  memberBlocked,
  memberUnblocked,
  memberErased,
  memberMerged,
  memberUnmerged,
  memberCreated,
  memberUpdated,
  memberTagged,
  memberUntagged,
  memberAttributeSet,
  memberStageMoved,
]

import type { Locale } from '@grove/kernel/contract'
import { type TriggerEvent, type TriggerKind, triggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean()])

export const joinedTrigger = triggerKind({
  kind: 'joined',
  title: { zh: '入群', en: 'Joined' },
  level: 'member',
  filter: z.strictObject({ source: z.string().optional(), scene: z.string().optional() }),
  events: () => ['community.member_joined'],
  matches: (event, filter) =>
    (filter.source === undefined || field(event, 'source') === filter.source) &&
    (filter.scene === undefined || field(event, 'scene') === filter.scene),
  words: (filter, locale) =>
    say(locale, filter.source ? `从「${filter.source}」入群` : '入群', filter.source ? `joined from "${filter.source}"` : 'joined'),
})

export const leftTrigger = triggerKind({
  kind: 'left',
  title: { zh: '退群', en: 'Left' },
  level: 'member',
  filter: z.strictObject({}),
  events: () => ['community.member_left', 'community.member_removed'],
  matches: () => true,
  words: (_, locale) => say(locale, '退群', 'left'),
})

/** The member said something, in the group or in private. What was said stays in the room: the log does not hold it. */
export const spokeTrigger = triggerKind({
  kind: 'spoke',
  title: { zh: '发言', en: 'Spoke' },
  level: 'member',
  overheard: true,
  filter: z.strictObject({ where: z.enum(['group', 'private']).optional() }),
  events: () => ['message.posted'],
  matches: (event, filter) => filter.where === undefined || (field(event, 'thread') === 0) === (filter.where === 'group'),
  words: (filter, locale) => {
    if (filter.where === undefined) return say(locale, '发言', 'spoke')
    return filter.where === 'group' ? say(locale, '在群里发言', 'spoke in the group') : say(locale, '私下回复', 'wrote in private')
  },
})

/** Picked an option of a card, or replied to a post of the playbook. */
export const answeredTrigger = triggerKind({
  kind: 'answered',
  title: { zh: '回答', en: 'Answered' },
  level: 'member',
  overheard: true,
  filter: z.strictObject({ option: z.array(z.string().min(1)).min(1).optional() }),
  events: () => ['message.answered'],
  matches: (event, filter) =>
    filter.option === undefined || filter.option.some((key) => key.toLowerCase() === String(field(event, 'option') ?? '').toLowerCase()),
  words: (filter, locale) =>
    say(
      locale,
      filter.option ? `选了 ${filter.option.join('／')}` : '回答',
      filter.option ? `picked ${filter.option.join(' or ')}` : 'answered',
    ),
})

export const reactedTrigger = triggerKind({
  kind: 'reacted',
  title: { zh: '表态', en: 'Reacted' },
  level: 'member',
  overheard: true,
  filter: z.strictObject({}),
  events: () => ['message.reacted'],
  matches: (event) => field(event, 'on') !== false,
  words: (_, locale) => say(locale, '点了表情', 'reacted'),
})

export const taggedTrigger = triggerKind({
  kind: 'tagged',
  title: { zh: '被打标签', en: 'Tagged' },
  level: 'member',
  filter: z.strictObject({ tag: z.string().min(1) }),
  events: () => ['member.tagged'],
  matches: (event, filter) => field(event, 'tag') === filter.tag,
  words: (filter, locale) => say(locale, `被打上「${filter.tag}」`, `tagged "${filter.tag}"`),
})

export const stageMovedTrigger = triggerKind({
  kind: 'stageMoved',
  title: { zh: '关系阶段变化', en: 'Stage moved' },
  level: 'member',
  filter: z.strictObject({ atLeast: z.number().int().min(1).max(7).optional() }),
  events: () => ['member.stage_moved'],
  matches: (event, filter) => filter.atLeast === undefined || Number(field(event, 'to')) >= filter.atLeast,
  words: (filter, locale) =>
    say(
      locale,
      filter.atLeast ? `关系升到 ${filter.atLeast} 以上` : '关系阶段变化',
      filter.atLeast ? `stage reached ${filter.atLeast}` : 'stage moved',
    ),
})

export const attributeSetTrigger = triggerKind({
  kind: 'attributeSet',
  title: { zh: '资料变化', en: 'Attribute set' },
  level: 'member',
  filter: z.strictObject({ key: z.string().min(1), value: scalar.optional() }),
  events: () => ['member.attribute_set'],
  matches: (event, filter) => field(event, 'key') === filter.key && (filter.value === undefined || field(event, 'value') === filter.value),
  words: (filter, locale) => say(locale, `资料「${filter.key}」变化`, `"${filter.key}" set`),
})

export const communityStateTrigger = triggerKind({
  kind: 'communityState',
  title: { zh: '社群状态变化', en: 'Community state' },
  level: 'community',
  filter: z.strictObject({ to: z.string().min(1) }),
  events: () => ['community.state_changed'],
  matches: (event, filter) => field(event, 'to') === filter.to,
  words: (filter, locale) => say(locale, `社群进入 ${filter.to}`, `the community turned ${filter.to}`),
})

/** Any event of the log that names a member; for what has no trigger of its own yet. */
export const eventTrigger = triggerKind({
  kind: 'event',
  title: { zh: '任意事件', en: 'Any event' },
  level: 'member',
  filter: z.strictObject({
    event: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
    /** Fields of its data that must be equal. */
    where: z.record(z.string(), scalar).optional(),
  }),
  events: (filter) => [filter.event],
  matches: (event, filter) => Object.entries(filter.where ?? {}).every(([name, value]) => field(event, name) === value),
  words: (filter, locale) => say(locale, `事件 ${filter.event}`, `event ${filter.event}`),
})

export const coreTriggers: readonly TriggerKind[] = [
  joinedTrigger,
  leftTrigger,
  spokeTrigger,
  answeredTrigger,
  reactedTrigger,
  taggedTrigger,
  stageMovedTrigger,
  attributeSetTrigger,
  communityStateTrigger,
  eventTrigger,
]

function field(event: TriggerEvent, name: string): unknown {
  const { data } = event
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined
}

function say(locale: Locale, zh: string, en: string): string {
  return locale === 'zh' ? zh : en
}

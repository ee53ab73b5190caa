import { say } from '@grove/condition-kit/contract'
import { type TriggerEvent, type TriggerKind, triggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { GROUP_WORDS } from './conditions.ts'
import { step, tier } from './model.ts'

const number = (event: TriggerEvent, name: 'from' | 'to') => (event.data as Record<string, unknown> | null)?.[name]

/** Entering or leaving one step of a ladder. */
const entered = triggerKind({
  kind: 'stageEntered',
  title: { zh: '进入关系阶段', en: 'Entered a stage' },
  level: 'member',
  filter: z.strictObject({ stage: step }),
  events: () => ['member.stage_moved'],
  matches: (event, { stage }) => number(event, 'to') === stage,
  words: ({ stage }, locale) => say(locale, `进入第 ${stage} 阶段`, `entered stage ${stage}`),
})
const left = triggerKind({
  kind: 'stageLeft',
  title: { zh: '离开关系阶段', en: 'Left a stage' },
  level: 'member',
  filter: z.strictObject({ stage: step }),
  events: () => ['member.stage_moved'],
  matches: (event, { stage }) => number(event, 'from') === stage,
  words: ({ stage }, locale) => say(locale, `离开第 ${stage} 阶段`, `left stage ${stage}`),
})
const tierEntered = triggerKind({
  kind: 'tierEntered',
  title: { zh: '进入贡献层级', en: 'Entered a tier' },
  level: 'member',
  filter: z.strictObject({ tier }),
  events: () => ['member.tier_moved'],
  matches: (event, filter) => number(event, 'to') === filter.tier,
  words: (filter, locale) => say(locale, `进入贡献层级 ${filter.tier}`, `entered tier ${filter.tier}`),
})
const groupEntered = triggerKind({
  kind: 'groupEntered',
  title: { zh: '进入客户群体', en: 'Entered a customer group' },
  level: 'member',
  filter: z.strictObject({ group: tier }),
  events: () => ['member.group_moved'],
  matches: (event, filter) => number(event, 'to') === filter.group,
  words: (filter, locale) => say(locale, `成为${GROUP_WORDS[filter.group]?.zh ?? ''}`, `became ${GROUP_WORDS[filter.group]?.en ?? ''}`),
})
const fellAsleep = triggerKind({
  kind: 'fellAsleep',
  title: { zh: '沉睡', en: 'Fell asleep' },
  level: 'member',
  filter: z.strictObject({}),
  events: () => ['member.fell_asleep'],
  matches: () => true,
  words: (_, locale) => say(locale, '沉睡', 'fell asleep'),
})
const wokeUp = triggerKind({
  kind: 'wokeUp',
  title: { zh: '被唤醒', en: 'Woke up' },
  level: 'member',
  filter: z.strictObject({}),
  events: () => ['member.woke_up'],
  matches: () => true,
  words: (_, locale) => say(locale, '被唤醒', 'woke up'),
})

export const standingTriggers: readonly TriggerKind[] = [entered, left, tierEntered, groupEntered, fellAsleep, wokeUp]

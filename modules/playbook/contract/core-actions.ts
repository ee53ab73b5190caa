import type { Locale } from '@grove/kernel/contract'
import { type ActionKind, actionKind, type Text, text, textIn } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { content, contentParts } from './content.ts'
import { key, parameterKey } from './local-time.ts'

const quiet = { outward: false, needsPerson: () => false, outcomes: () => [] }
const none = z.strictObject({})

/** A message to the group or to members. */
export const sendAction = actionKind({
  kind: 'send',
  title: { zh: '发送内容', en: 'Send' },
  params: z.strictObject({
    ...content.shape,
    /** Content of the playbook's own materials; what is written here takes the place of its parts. */
    material: key.optional(),
    /** Kept on top of the group, where the channel can. */
    pin: z.boolean().optional(),
    mentionAll: z.boolean().optional(),
    /** What stands in for a variable without a value: `{ name: 朋友 }`. */
    fallbacks: z.record(z.string(), text).optional(),
  }),
  level: 'both',
  outward: true,
  needsPerson: () => false,
  outcomes: () => ['sent', 'failed'],
  words: (params, locale) => {
    const [first] = contentParts(params, locale)
    const line = first?.kind === 'text' ? first.text : first && 'title' in first ? first.title : (params.material ?? '')
    return cut(line, locale === 'zh' ? 40 : 80)
  },
})

/** A person does something: the instructions say what, options say what may come of it. */
export const askAction = actionKind({
  kind: 'ask',
  title: { zh: '请人来做', en: 'Ask a person' },
  params: z.strictObject({
    title: text.optional(),
    instructions: text,
    /** Words they may use or change. */
    script: text.optional(),
    options: z
      .array(z.strictObject({ id: key, label: text }))
      .min(2)
      .max(8)
      .optional(),
  }),
  level: 'both',
  outward: false,
  needsPerson: () => true,
  outcomes: (params) => ['done', ...(params.options ?? []).map((option) => option.id)],
  words: (params, locale) => cut(textIn(params.title ?? params.instructions, locale), locale === 'zh' ? 40 : 80),
})

export const tagAction = actionKind({
  kind: 'tag',
  title: { zh: '打标签', en: 'Tag' },
  params: z.strictObject({ tag: z.string().min(1).max(60) }),
  level: 'member',
  ...quiet,
  words: (params, locale) => say(locale, `打标签「${params.tag}」`, `tag "${params.tag}"`),
})

export const untagAction = actionKind({
  kind: 'untag',
  title: { zh: '去掉标签', en: 'Remove a tag' },
  params: z.strictObject({ tag: z.string().min(1).max(60) }),
  level: 'member',
  ...quiet,
  words: (params, locale) => say(locale, `去掉标签「${params.tag}」`, `remove tag "${params.tag}"`),
})

export const setAttributeAction = actionKind({
  kind: 'setAttribute',
  title: { zh: '写入资料', en: 'Set an attribute' },
  params: z.strictObject({ key: z.string().min(1).max(60), value: z.union([z.string().max(500), z.number(), z.boolean(), z.null()]) }),
  level: 'member',
  ...quiet,
  words: (params, locale) =>
    say(locale, `资料「${params.key}」设为 ${params.value ?? '空'}`, `set "${params.key}" to ${params.value ?? 'empty'}`),
})

export const moveStageAction = actionKind({
  kind: 'moveStage',
  title: { zh: '移动关系阶段', en: 'Move the stage' },
  params: z.strictObject({
    /** 1 不认识你 … 7 再次购买 */
    stage: z.number().int().min(1).max(7),
    /** Also when the member already stands higher. */
    backwards: z.boolean().optional(),
  }),
  level: 'member',
  ...quiet,
  words: (params, locale) => say(locale, `移到关系阶段 ${params.stage}`, `move to stage ${params.stage}`),
})

const elsewhere = z.strictObject({
  /** Run parameter of kind `community` that names the other group. */
  community: parameterKey,
  text: text.optional(),
})

export const inviteAction = actionKind({
  kind: 'invite',
  title: { zh: '邀请进另一个群', en: 'Invite to another community' },
  params: elsewhere,
  level: 'both',
  outward: true,
  needsPerson: () => false,
  outcomes: () => ['sent', 'failed'],
  words: (params, locale) => say(locale, `邀请加入「${params.community}」`, `invite to "${params.community}"`),
})

export const transferAction = actionKind({
  kind: 'transfer',
  title: { zh: '转入另一个群', en: 'Transfer to another community' },
  params: elsewhere,
  level: 'both',
  ...quiet,
  words: (params, locale) => say(locale, `转入「${params.community}」`, `transfer to "${params.community}"`),
})

export const closeCommunityAction = actionKind({
  kind: 'closeCommunity',
  title: { zh: '关闭社群', en: 'Close the community' },
  params: z.strictObject({ reason: text.optional() }),
  level: 'community',
  ...quiet,
  words: (_, locale) => say(locale, '关闭社群', 'close the community'),
})

export const startPlaybookAction = actionKind({
  kind: 'startPlaybook',
  title: { zh: '启动另一份剧本', en: 'Start another playbook' },
  params: z.strictObject({
    playbook: key,
    /** Run parameter that names the group it starts in; this group unless told. */
    community: parameterKey.optional(),
    parameters: z.record(parameterKey, z.union([z.string(), z.number()])).optional(),
  }),
  level: 'community',
  ...quiet,
  words: (params, locale) => say(locale, `启动剧本 ${params.playbook}`, `start the playbook ${params.playbook}`),
})

export const notifyStaffAction = actionKind({
  kind: 'notifyStaff',
  title: { zh: '提醒同事', en: 'Notify staff' },
  params: z.strictObject({ text, role: z.enum(['owner', 'operator', 'sales', 'head']).optional() }),
  level: 'both',
  ...quiet,
  words: (params, locale) => cut(textIn(params.text, locale), locale === 'zh' ? 40 : 80),
})

/** Does nothing; gives later steps something to hang on. */
export const markAction = actionKind({
  kind: 'mark',
  title: { zh: '里程碑', en: 'Milestone' },
  params: none,
  level: 'both',
  ...quiet,
  words: (_, locale) => say(locale, '里程碑', 'milestone'),
})

export const coreActions: readonly ActionKind[] = [
  sendAction,
  askAction,
  tagAction,
  untagAction,
  setAttributeAction,
  moveStageAction,
  inviteAction,
  transferAction,
  closeCommunityAction,
  startPlaybookAction,
  notifyStaffAction,
  markAction,
]

function say(locale: Locale, zh: Text & string, en: string): string {
  return locale === 'zh' ? zh : en
}

function cut(line: string, length: number): string {
  const flat = line.replace(/\s+/g, ' ').trim()
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat
}

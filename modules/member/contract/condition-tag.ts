import { conditionKind, flagLimits, say, type Words } from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'

const name = z.string().min(1).max(40)
const names = z.array(name).min(1).max(50)
const TAG: Words = { zh: '标签', en: 'Tag' }

export const tagCondition = conditionKind({
  kind: 'tag',
  title: { zh: '有标签', en: 'Has the tag' },
  topic: 'tag',
  params: z.strictObject({ tag: name }),
  example: { tag: 'vip' },
  form: [{ param: 'tag', label: TAG, input: 'lookup', lookup: 'tag', required: true }],
  facts: (params) => [`member.tag:${params.tag}`],
  evaluate: (params, facts) => facts[`member.tag:${params.tag}`] === true,
  words: (params, locale) => say(locale, `有标签「${params.tag}」`, `has tag "${params.tag}"`),
  events: () => ['member.tagged', 'member.untagged'],
  uses: (params) => [{ what: 'tag', key: params.tag }],
  limits: ({ tag }, holds) => flagLimits(`member.tag:${tag}`, holds),
})

/** Several tags at once: any of these, all of those, none of the others. */
export const tagsCondition = conditionKind({
  kind: 'tags',
  title: { zh: '标签组合', en: 'Tags, several' },
  topic: 'tag',
  params: z.strictObject({ any: names.optional(), all: names.optional(), none: names.optional() }),
  example: { any: ['vip', 'svip'] },
  form: [
    { param: 'any', label: { zh: '有任意一个', en: 'Has any of' }, input: 'lookups', lookup: 'tag' },
    { param: 'all', label: { zh: '全部都有', en: 'Has all of' }, input: 'lookups', lookup: 'tag' },
    { param: 'none', label: { zh: '一个都没有', en: 'Has none of' }, input: 'lookups', lookup: 'tag' },
  ],
  facts: (params) => named(params).map((tag) => `member.tag:${tag}`),
  evaluate: (params, facts) => {
    const has = (tag: string) => facts[`member.tag:${tag}`] === true
    return (params.any?.some(has) ?? true) && (params.all?.every(has) ?? true) && !(params.none?.some(has) ?? false)
  },
  words: (params, locale) =>
    [
      listed(params.any, locale, '有标签', 'has any of the tags', '或'),
      listed(params.all, locale, '同时有标签', 'has all of the tags', '、'),
      listed(params.none, locale, '没有标签', 'has none of the tags', '、'),
    ]
      .filter(Boolean)
      .join(say(locale, '，', ', ')),
  events: () => ['member.tagged', 'member.untagged'],
  uses: (params) => named(params).map((key) => ({ what: 'tag', key })),
  empty: (params) =>
    named(params).length === 0 ||
    named({ any: params.all }).some((tag) => params.none?.includes(tag)) ||
    (params.any?.every((tag) => params.none?.includes(tag)) ?? false),
  limits: (asked, holds) =>
    holds
      ? [
          ...[...(asked.all ?? []), ...(asked.any?.length === 1 ? asked.any : [])].flatMap((tag) => flagLimits(`member.tag:${tag}`, true)),
          ...(asked.none ?? []).flatMap((tag) => flagLimits(`member.tag:${tag}`, false)),
        ]
      : asked.all || asked.none
        ? []
        : (asked.any ?? []).flatMap((tag) => flagLimits(`member.tag:${tag}`, false)),
})

type Names = readonly string[] | undefined

function named(params: { readonly any?: Names; readonly all?: Names; readonly none?: Names }): readonly string[] {
  return [...new Set([...(params.any ?? []), ...(params.all ?? []), ...(params.none ?? [])])]
}

function listed(tags: Names, locale: Locale, zh: string, en: string, joint: string): string {
  if (!tags) return ''
  return locale === 'zh' ? `${zh}${tags.map((tag) => `「${tag}」`).join(joint)}` : `${en} ${tags.map((tag) => `"${tag}"`).join(', ')}`
}

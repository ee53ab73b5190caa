import { conditionKind, say } from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'

const CHANNELS = [
  { value: 'phone', label: { zh: '手机号', en: 'Phone' } },
  { value: 'email', label: { zh: '邮箱', en: 'E-mail' } },
] as const

/** One phone or e-mail as a condition keeps it: masked for people, sealed for the program; the number itself stands nowhere. */
const contact = z
  .string()
  .max(600)
  .regex(/^[^#]{1,120}#(?:phone|email):[\w.-]+$/)

const params = z.strictObject({
  has: z
    .array(z.enum(['phone', 'email']))
    .min(1)
    .max(2)
    .optional(),
  in: z.array(contact).min(1).max(100).optional(),
})

/** `phone:<sealed>` of such a value. */
export const sealedOf = (value: string): string => value.slice(value.indexOf('#') + 1)

/** Whose phone or e-mail is known, or exactly one of those: compared by the blind index, record by record nothing is opened. */
export const contactCondition = conditionKind({
  kind: 'contact',
  title: { zh: '手机号或邮箱', en: 'Phone or e-mail' },
  topic: 'record',
  params,
  example: { has: ['phone'] },
  form: [
    { param: 'has', label: { zh: '已填写', en: 'Is filled in' }, input: 'choices', choices: CHANNELS },
    {
      param: 'in',
      label: { zh: '正好是其中之一（输入完整号码）', en: 'Is exactly one of (type it whole)' },
      input: 'lookups',
      lookup: 'contact',
    },
  ],
  facts: (asked) => [...(asked.has ?? []).map(hasFact), ...(asked.in ?? []).map((one) => contactFact(one))],
  evaluate: (asked, facts) =>
    (asked.has?.every((one) => facts[hasFact(one)] === true) ?? true) &&
    (asked.in?.some((one) => facts[contactFact(one)] === true) ?? true),
  words: (asked, locale) =>
    [
      asked.has
        ? `${say(locale, '已填写', 'has given ')}${asked.has.map((one) => nameOf(one, locale)).join(say(locale, '和', ' and '))}`
        : '',
      asked.in
        ? `${say(locale, '手机号或邮箱是 ', 'phone or e-mail is ')}${asked.in.map((one) => one.slice(0, one.indexOf('#'))).join(' / ')}`
        : '',
    ]
      .filter(Boolean)
      .join(say(locale, '，', ', ')),
  events: () => ['member.created', 'member.updated'],
  empty: (asked) => asked.has === undefined && asked.in === undefined,
})

export const hasFact = (channel: 'phone' | 'email') => `member.contact:${channel}`
export const contactFact = (value: string) => `member.contact:=${sealedOf(value)}`

function nameOf(channel: string, locale: Locale): string {
  return CHANNELS.find((one) => one.value === channel)?.label[locale].toLowerCase() ?? channel
}

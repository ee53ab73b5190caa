import { addDays } from '@grove/calendar'
import {
  CLOCK_DAY,
  conditionKind,
  type FactKey,
  type Facts,
  type FactValue,
  type Limit,
  say,
  type Words,
} from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()])
const text = z.string().min(1).max(200)
/** Whole days of the workspace's calendar. */
const days = z.string().regex(/^\d{1,4}d$/)

/** Fields of the record that a condition may name like an attribute, and no attribute can shadow. */
export const CONDITION_FIELDS = ['gender', 'ageBand', 'city', 'cityTier', 'occupation', 'industry', 'employer', 'title', 'source'] as const
export type ConditionField = (typeof CONDITION_FIELDS)[number]

export const FIELD_WORDS: Readonly<Record<ConditionField, Words>> = {
  gender: { zh: '性别', en: 'gender' },
  ageBand: { zh: '年龄段', en: 'age band' },
  city: { zh: '城市', en: 'city' },
  cityTier: { zh: '城市级别', en: 'city tier' },
  occupation: { zh: '职业', en: 'occupation' },
  industry: { zh: '行业', en: 'industry' },
  employer: { zh: '单位', en: 'employer' },
  title: { zh: '职位', en: 'title' },
  source: { zh: '来源', en: 'source' },
}

const params = z.strictObject({
  key: z.string().min(1).max(60),
  is: scalar.optional(),
  not: scalar.optional(),
  in: z.array(scalar).min(1).max(200).optional(),
  /** Of several choices (a text parted by semicolons) any, and all. */
  has: z.array(text).min(1).max(200).optional(),
  hasAll: z.array(text).min(1).max(200).optional(),
  /** Part of the text, and its beginning; A and a are the same. */
  contains: text.optional(),
  startsWith: text.optional(),
  above: z.number().optional(),
  below: z.number().optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  /** A date at or after, at or before this day. */
  after: z.iso.date().optional(),
  before: z.iso.date().optional(),
  /** A date within the last, within the next so many days; both hold today. */
  past: days.optional(),
  ahead: days.optional(),
  /** A date longer ago than so many days. */
  older: days.optional(),
  /** The yearly day of a date (a birthday) is today or within the next so many days. */
  yearly: days.optional(),
  exists: z.boolean().optional(),
})
export type AttributeTests = z.output<typeof params>

export const attributeCondition = conditionKind({
  kind: 'attribute',
  title: { zh: '资料', en: 'Attribute' },
  topic: 'record',
  params,
  example: { key: 'city', exists: true },
  form: [
    { param: 'key', label: { zh: '哪一项', en: 'Which' }, input: 'lookup', lookup: 'attribute', required: true },
    { param: 'is', label: { zh: '等于', en: 'Is' }, input: 'value' },
    { param: 'not', label: { zh: '不等于', en: 'Is not' }, input: 'value' },
    { param: 'in', label: { zh: '是其中之一', en: 'Is one of' }, input: 'values' },
    { param: 'has', label: { zh: '选了任意一个', en: 'Has any of' }, input: 'texts' },
    { param: 'hasAll', label: { zh: '全部都选了', en: 'Has all of' }, input: 'texts' },
    { param: 'contains', label: { zh: '包含', en: 'Contains' }, input: 'text' },
    { param: 'startsWith', label: { zh: '开头是', en: 'Starts with' }, input: 'text' },
    { param: 'above', label: { zh: '大于', en: 'Above' }, input: 'number' },
    { param: 'below', label: { zh: '小于', en: 'Below' }, input: 'number' },
    { param: 'atLeast', label: { zh: '不小于', en: 'At least' }, input: 'number' },
    { param: 'atMost', label: { zh: '不大于', en: 'At most' }, input: 'number' },
    { param: 'after', label: { zh: '日期不早于', en: 'On or after' }, input: 'date' },
    { param: 'before', label: { zh: '日期不晚于', en: 'On or before' }, input: 'date' },
    { param: 'past', label: { zh: '在最近多少天内', en: 'Within the last days' }, input: 'days' },
    { param: 'ahead', label: { zh: '在未来多少天内', en: 'Within the next days' }, input: 'days' },
    { param: 'older', label: { zh: '早于多少天前', en: 'More days ago than' }, input: 'days' },
    { param: 'yearly', label: { zh: '周年（如生日）在未来多少天内', en: 'Anniversary within the next days' }, input: 'days' },
    { param: 'exists', label: { zh: '已填写', en: 'Is filled in' }, input: 'yesno' },
  ],
  facts: (asked) => [keyOf(asked), ...(isRelative(asked) ? [CLOCK_DAY] : [])],
  evaluate: (asked, facts) => holds(asked, facts[keyOf(asked)] ?? null, facts),
  words: (asked, locale, name) => {
    const field = name({ what: 'attribute', key: asked.key }) ?? fieldWords(asked.key, locale)
    return `${field} ${testWords(asked, locale).join(say(locale, '，', ', '))}`
  },
  events: () => ['member.created', 'member.updated', 'member.attribute_set'],
  uses: (asked) => [{ what: 'attribute', key: asked.key }],
  empty: (asked) => Object.keys(asked).every((one) => one === 'key' || one === 'kind'),
  limits: (asked, holds) => (holds ? attributeLimits(asked) : []),
})

export function isConditionField(key: string): key is ConditionField {
  return (CONDITION_FIELDS as readonly string[]).includes(key)
}

/** True when time alone may turn the answer. */
export function isRelative(asked: AttributeTests): boolean {
  return [asked.past, asked.ahead, asked.older, asked.yearly].some((one) => one !== undefined)
}

/** Upper and lower letters of ASCII are one; the same on both halves, whatever the collation of the database. */
export function folded(value: string): string {
  return value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** First and last day that a date may have, of each test on days. */
export function dayBounds(asked: AttributeTests, today: string): { readonly from?: string; readonly to?: string }[] {
  const shift = (value: string) => Number(value.slice(0, -1))
  return [
    ...(asked.after === undefined ? [] : [{ from: asked.after }]),
    ...(asked.before === undefined ? [] : [{ to: asked.before }]),
    ...(asked.past === undefined ? [] : [{ from: addDays(today, -shift(asked.past)), to: today }]),
    ...(asked.ahead === undefined ? [] : [{ from: today, to: addDays(today, shift(asked.ahead)) }]),
    ...(asked.older === undefined ? [] : [{ to: addDays(today, -shift(asked.older) - 1) }]),
  ]
}

/** Month and day between which an anniversary lies; `from` after `to` goes over the new year. Null: a whole year or more. */
export function yearlyBounds(yearly: string, today: string): { readonly from: string; readonly to: string } | null {
  const ahead = Number(yearly.slice(0, -1))
  return ahead >= 365 ? null : { from: today.slice(5), to: addDays(today, ahead).slice(5) }
}

function keyOf(asked: { readonly key: string }): FactKey {
  return `member.attribute:${asked.key}`
}

const DATE = /^\d{4}-\d{2}-\d{2}/

/** Days stand as numbers (20261001) under a name of their own: a text is never compared with them. */
function attributeLimits(asked: AttributeTests): readonly Limit[] {
  const fact = keyOf(asked)
  const { above, below, atLeast, atMost, after, before } = asked
  const day = (given: string | undefined) => (given === undefined ? undefined : Number(given.replaceAll('-', '')))
  const one: Limit[] = []
  if (asked.is !== undefined) one.push({ fact, in: [asked.is] })
  if (asked.in !== undefined) one.push({ fact, in: asked.in })
  if (asked.not !== undefined) one.push({ fact, notIn: [asked.not], unknown: true })
  if (asked.exists !== undefined) one.push(asked.exists ? { fact } : { fact, in: [], unknown: true })
  if (above !== undefined || below !== undefined || atLeast !== undefined || atMost !== undefined)
    one.push({ fact, above, below, atLeast, atMost })
  if (after !== undefined || before !== undefined) one.push({ fact: `${fact}#day`, atLeast: day(after), atMost: day(before) })
  return one
}

function holds(asked: AttributeTests, value: FactValue, facts: Facts): boolean {
  return (
    (asked.is === undefined || value === asked.is) &&
    (asked.not === undefined || value !== asked.not) &&
    (asked.in === undefined || asked.in.some((one) => one === value)) &&
    (asked.has === undefined || asked.has.some((one) => choicesOf(value).includes(one))) &&
    (asked.hasAll === undefined || asked.hasAll.every((one) => choicesOf(value).includes(one))) &&
    (asked.contains === undefined || (typeof value === 'string' && folded(value).includes(folded(asked.contains)))) &&
    (asked.startsWith === undefined || (typeof value === 'string' && folded(value).startsWith(folded(asked.startsWith)))) &&
    (asked.above === undefined || (typeof value === 'number' && value > asked.above)) &&
    (asked.below === undefined || (typeof value === 'number' && value < asked.below)) &&
    (asked.atLeast === undefined || (typeof value === 'number' && value >= asked.atLeast)) &&
    (asked.atMost === undefined || (typeof value === 'number' && value <= asked.atMost)) &&
    (asked.exists === undefined || (value !== null) === asked.exists) &&
    datesHold(asked, value, facts[CLOCK_DAY])
  )
}

function choicesOf(value: FactValue): readonly string[] {
  return typeof value === 'string' ? value.split(';') : []
}

function datesHold(asked: AttributeTests, value: FactValue, today: FactValue | undefined): boolean {
  if (!isRelative(asked) && asked.after === undefined && asked.before === undefined) return true
  if (typeof value !== 'string' || !DATE.test(value)) return false
  if (isRelative(asked) && typeof today !== 'string') return false
  const day = value.slice(0, 10)
  const given = typeof today === 'string' ? today : ''
  const inside = dayBounds(asked, given).every(({ from, to }) => (from === undefined || day >= from) && (to === undefined || day <= to))
  if (!inside || asked.yearly === undefined) return inside
  const bounds = yearlyBounds(asked.yearly, given)
  if (!bounds) return true
  const { from, to } = bounds
  const date = day.slice(5)
  return from <= to ? date >= from && date <= to : date >= from || date <= to
}

function fieldWords(key: string, locale: Locale): string {
  return isConditionField(key) ? FIELD_WORDS[key][locale] : key
}

function testWords(asked: AttributeTests, locale: Locale): string[] {
  const day = (value: string | undefined, zh: (n: string) => string, en: (n: string) => string) =>
    value === undefined ? [] : [say(locale, zh(value.slice(0, -1)), en(value.slice(0, -1)))]
  const sign = (value: unknown, mark: string) => (value === undefined ? [] : [`${mark} ${String(value)}`])
  return [
    ...sign(asked.is, say(locale, '是', 'is')),
    ...sign(asked.not, say(locale, '不是', 'is not')),
    ...sign(asked.in?.join(' / '), say(locale, '是其中之一：', 'is one of')),
    ...sign(asked.has?.join(' / '), say(locale, '选了其中之一：', 'has any of')),
    ...sign(asked.hasAll?.join(' / '), say(locale, '全部选了：', 'has all of')),
    ...sign(asked.contains, say(locale, '包含', 'contains')),
    ...sign(asked.startsWith, say(locale, '开头是', 'starts with')),
    ...sign(asked.above, '>'),
    ...sign(asked.below, '<'),
    ...sign(asked.atLeast, '≥'),
    ...sign(asked.atMost, '≤'),
    ...sign(asked.after, say(locale, '不早于', 'on or after')),
    ...sign(asked.before, say(locale, '不晚于', 'on or before')),
    ...day(
      asked.past,
      (n) => `在最近 ${n} 天内`,
      (n) => `within the last ${n} days`,
    ),
    ...day(
      asked.ahead,
      (n) => `在未来 ${n} 天内`,
      (n) => `within the next ${n} days`,
    ),
    ...day(
      asked.older,
      (n) => `早于 ${n} 天前`,
      (n) => `more than ${n} days ago`,
    ),
    ...day(
      asked.yearly,
      (n) => `的周年在未来 ${n} 天内`,
      (n) => `has its yearly day within the next ${n} days`,
    ),
    ...(asked.exists === undefined ? [] : [asked.exists ? say(locale, '已填', 'is known') : say(locale, '未填', 'is not known')]),
  ]
}

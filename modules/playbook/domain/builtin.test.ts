import { readdirSync, readFileSync } from 'node:fs'
import { addDays } from '@grove/calendar'
import { describe, expect, it } from 'vitest'
import { communityConditions } from '@grove/community/contract'
import { formKinds } from '@grove/form/contract'
import { memberConditions } from '@grove/member/contract'
import { type Definition, language } from '../contract/index.ts'
import { withEnglishTags } from './builtin-tags.ts'
import { lintPlaybook } from './lint/index.ts'
import { parsePlaybook } from './parse/index.ts'
import { compile, type Plan } from './plan.ts'
import { runOf } from './playbook-fixture.ts'
import { previewPlaybook } from './preview/index.ts'
import { simulatePlaybook } from './simulate/index.ts'

const FOLDER = new URL('../builtin/', import.meta.url)
const KEYS = [
  'benefit-weekly',
  'camp-14d',
  'camp-21d',
  'camp-30d',
  'camp-7d',
  'delivery-content',
  'delivery-course',
  'delivery-service',
  'finance-workweek',
  'flash-sale-3d',
  'newcomer-14d',
  'store-weekly',
  'topic-session',
  'touch-7d',
]
/** The language with what other modules add and the built-in playbooks use. */
const KINDS = language({ conditions: [...memberConditions, ...communityConditions] }, formKinds)
/** A week without holidays; a run may begin on any of its days. */
const MONDAY = '2026-11-23'

const textOf = (key: string) => readFileSync(new URL(`${key}.yaml`, FOLDER), 'utf8')
function definitionOf(key: string): Definition {
  const parsed = parsePlaybook(textOf(key), KINDS)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 2))
  return parsed.definition
}
const limitsOf = ({ limits: { quiet, perMember, perGroup } }: Definition) => ({
  quiet: quiet ?? null,
  member: { day: perMember?.day ?? null, week: perMember?.week ?? null },
  group: { day: perGroup?.day ?? null, week: perGroup?.week ?? null },
})
const plans = new Map(KEYS.map((key) => [key, compile(definitionOf(key), KINDS)]))
function planOf(key: string): Plan {
  const plan = plans.get(key)
  if (!plan) throw new Error(key)
  return plan
}

it('all that the folder holds is known here', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(KEYS.map((key) => `${key}.yaml`))
})

const HAN = /\p{Script=Han}/u
/** Every tag that a document names, wherever it stands. */
function tagsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return name === 'tag' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => tagsIn(one, Array.isArray(value) ? name : key))
}

describe.each(KEYS)('%s in English', (key) => {
  it('is the same document with its tags in English, each its own', () => {
    const parsed = parsePlaybook(withEnglishTags(textOf(key)), KINDS)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 2))
    const [before, after] = [tagsIn(definitionOf(key)), tagsIn(parsed.definition)]
    expect(after.filter((tag) => HAN.test(tag))).toEqual([])
    expect(after).toHaveLength(before.length)
    expect(new Set(after).size).toBe(new Set(before).size)
  })
})

describe.each(KEYS)('%s', (key) => {
  it('parses, under its own name', () => {
    expect(definitionOf(key).key).toBe(key)
  })

  it('keeps the rules of the method', () => {
    const source = textOf(key)
    const findings = lintPlaybook(definitionOf(key), { kinds: KINDS, off: [], added: [], source })
    expect(findings.map((one) => `${one.line} ${one.rule}`)).toEqual([])
  })

  it('says everything in both languages', () => {
    const lonely = bilingual(definitionOf(key), [])
    expect(lonely).toEqual([])
  })

  it('tells what it is for, what to prepare, and what to ask afterwards', () => {
    const { description, audience, goal, review, roles, steps } = definitionOf(key)
    expect(description).toMatchObject({ zh: expect.stringMatching(/准备[\s\S]*分钟/), en: expect.stringMatching(/Prepare:[\s\S]*minutes/) })
    expect([audience, goal?.figure, review?.questions.length].every(Boolean)).toBe(true)
    expect(roles.length).toBeGreaterThan(0)
    expect(steps.filter((step) => step.variants).length).toBeGreaterThanOrEqual(2)
  })

  it('asks questions whose answers cannot be mistaken', () => {
    expect(mistakable(definitionOf(key))).toEqual([])
  })

  it.each([0, 1, 2, 3, 4, 5, 6])('previews without anything blocked when it begins %i days after a Monday', (offset) => {
    const plan = planOf(key)
    const start = addDays(MONDAY, offset)
    const shown = previewPlaybook(plan, runOf({ start: `${start}T08:00` }), {
      days: 16,
      members: 120,
      joinsPerDay: 3,
      limits: limitsOf(plan.definition),
      ownLimits: null,
      priority: 0,
    })
    const blocked = shown.days.flatMap((day) => day.items.filter((item) => item.blockedBy).map((item) => `${day.number} ${item.step}`))
    expect(blocked).toEqual([])
    expect(shown.totals.touches).toBeGreaterThan(5)
    expect(shown.cut).toBe(false)
  })

  it('runs with invented members: they are reached, answer, and some leave', () => {
    const told = simulatePlaybook(planOf(key), runOf(), {
      days: 16,
      members: 60,
      joinsPerDay: 2,
      answerRate: 0.2,
      leaveRate: 0.004,
      speakRate: 0.08,
      doneRate: 0.8,
      seed: key,
    })
    expect(told.totals.reached).toBeGreaterThan(100)
    expect(told.totals.answered).toBeGreaterThan(10)
    expect(told.steps.filter((step) => step.variants.length > 0).some((step) => step.variants.every((arm) => arm.reached > 0))).toBe(true)
  })
})

it('the finance group rests on public holidays', () => {
  const plan = planOf('finance-workweek')
  const shown = previewPlaybook(plan, runOf({ start: '2026-02-09T08:00' }), {
    days: 14,
    members: 100,
    joinsPerDay: 0,
    limits: limitsOf(plan.definition),
    ownLimits: null,
    priority: 0,
  })
  const busy = shown.days.filter((day) => day.items.some((item) => item.blockedBy === null)).map((day) => day.date)
  expect(busy.every((day) => day < '2026-02-15')).toBe(true)
})

/** Paths of member-facing words that come in one language only. Ids, keys and parameter values are no words. */
function bilingual(value: unknown, path: readonly (string | number)[]): readonly string[] {
  const WORDS = new Set([
    'title',
    'description',
    'text',
    'why',
    'instructions',
    'script',
    'label',
    'duty',
    'note',
    'focus',
    'reason',
    'audience',
  ])
  const name = path.at(-1)
  if (typeof value === 'string') return typeof name === 'string' && WORDS.has(name) ? [path.join('.')] : []
  if (typeof value !== 'object' || value === null || 'zh' in value) return []
  return Object.entries(value).flatMap(([key, part]) => bilingual(part, [...path, Array.isArray(value) ? Number(key) : key]))
}

/** Options that a step listens to, offered by more than one step: a vote of Thursday would count as an answer of Monday. */
function mistakable({ steps }: Definition): readonly string[] {
  const heard = new Set(
    steps.flatMap(({ when }) => ('on' in when && when.on === 'answered' ? ((when.filter?.['option'] as string[] | undefined) ?? []) : [])),
  )
  const offered = steps.flatMap((step) => {
    const card = step.do['card'] as { options?: { key: string }[] } | undefined
    return (card?.options ?? []).map((option) => option.key)
  })
  return [...heard].filter((option) => offered.filter((key) => key === option).length !== 1)
}

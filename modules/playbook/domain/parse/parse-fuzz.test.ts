import { createTranslator } from '@grove/i18n'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coreLanguage } from '../../contract/index.ts'
import en from '../../locales/en.json' with { type: 'json' }
import zh from '../../locales/zh.json' with { type: 'json' }
import { parsePlaybook } from './parse-playbook.ts'

const TEXT = `grove: 1
key: newcomer-7d
title: { zh: 新人群, en: Newcomers }
communityTypes: [newcomer]
goal: { text: 留下来, figure: retention_7d, target: 0.6 }
parameters:
  - { key: shop, title: 店铺, kind: link, default: https://shop.example }
  - { key: opensOn, title: 开业日, kind: date }
phases:
  - { id: arrive, title: 到达, from: 1, to: 3 }
materials:
  rules:
    text: "群规：不刷屏，有问题找 {owner}"
limits: { quiet: { from: "22:00", to: "08:00" }, perMember: { day: 2 } }
misfire: { sendWithinMinutes: 60 }
holdout: 5
stop:
  - { id: bought, ends: member, on: tagged, filter: { tag: 已购 }, reason: 已购买 }
steps:
  - id: rules
    phase: arrive
    title: 发群规
    why: 知道能做什么
    when: { day: 1, at: "09:00" }
    do: { kind: send, material: rules, pin: true }
  - id: greet
    track: member
    title: 问候
    when: { afterJoin: 10m }
    who: owner
    do: { kind: ask, instructions: 私下打个招呼, options: [{ id: warm, label: 聊起来了 }, { id: cold, label: 没有回应 }] }
    fallback: { within: 2h, do: { kind: send, text: "{name|你好}，欢迎" } }
  - id: offer
    track: member
    title: 介绍
    when: { after: greet, outcome: warm, nextDayAt: "10:00" }
    if: { all: [{ kind: tag, tag: 新客 }, { not: { kind: stage, atLeast: 6 } }] }
    do: { kind: send, text: "看看 {param.shop}" }
    variants: [{ id: a, with: {} }, { id: b, weight: 3, with: { text: "{name|你好}" } }]
  - id: opening
    title: 开业
    when: { countdown: opensOn, daysBefore: 1, at: "20:00" }
    do: { kind: send, link: { url: "{param.shop}", title: 明天开业 } }
`

const LINES = TEXT.split('\n')
const words = [createTranslator('zh', zh), createTranslator('en', en)]
const scraps = [
  '',
  '-',
  ':',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a',
  '*a',
  '!!js',
  '1',
  'null',
  'yes',
  '9点',
  '  ',
  '\t',
  '#',
  '|',
  '{x}',
  'kind',
  'after',
  'steps',
]

/** Whatever was done to the text: an answer, with a place inside it and words for each problem. */
function answered(text: string): void {
  const parsed = parsePlaybook(text, coreLanguage)
  if (parsed.ok) return
  expect(parsed.problems.length).toBeGreaterThan(0)
  const count = text.split('\n').length
  for (const problem of parsed.problems) {
    expect(problem.line).toBeGreaterThanOrEqual(1)
    expect(problem.line).toBeLessThanOrEqual(count)
    for (const say of words) {
      const said = say(`playbook.problem.${problem.code}`, problem.data)
      expect(said).not.toContain('playbook.problem')
      expect(said).not.toMatch(/\{(key|found|allowed|least|most|detail|kind|step|steps|from|to|track|within|deadline)\}/)
    }
  }
}

describe('a text that was spoilt', () => {
  it('is right as it stands', () => {
    expect(parsePlaybook(TEXT, coreLanguage)).toMatchObject({ ok: true })
  })

  it('in any one character is answered', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length), fc.nat(12), fc.constantFrom(...scraps), (at, cut, scrap) =>
        answered(TEXT.slice(0, at) + scrap + TEXT.slice(at + cut)),
      ),
      { seed: 1122, numRuns: 150 },
    )
  })

  it('in whole lines is answered', () => {
    const line = fc.nat(LINES.length - 1)
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), line, line, (gone, from, to) => {
        const kept = LINES.filter((_, index) => !gone.includes(index))
        kept.splice(to, 0, LINES[from] ?? '')
        answered(kept.join('\n'))
      }),
      { seed: 1122, numRuns: 150 },
    )
  })

  it('in any value is answered at that value or where it is used', () => {
    const parsed = parsePlaybook(TEXT, coreLanguage)
    if (!parsed.ok) throw new Error('the text is right')
    const odd = fc.oneof(
      fc.constantFrom(null, '', 'x', -1, 1.5, true, [], {}, [null], { zh: 1 }, { kind: 'send' }, { at: 9 }),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const places = pathsOf(parsed.definition)
    fc.assert(
      fc.property(fc.constantFrom(...places), odd, (path, value) => {
        const copy = structuredClone(parsed.definition) as unknown as Record<string, unknown>
        put(copy, path, value)
        answered(JSON.stringify(copy, undefined, 1))
      }),
      { seed: 1122, numRuns: 150 },
    )
  })
})

function pathsOf(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]))
  return path.length > 0 ? [path, ...inner] : inner
}

function put(root: Record<string, unknown>, path: readonly (string | number)[], value: unknown): void {
  const last = path.at(-1)
  const holder = path.slice(0, -1).reduce<Record<string, unknown>>((here, key) => here[key] as Record<string, unknown>, root)
  if (last !== undefined) holder[last] = value
}

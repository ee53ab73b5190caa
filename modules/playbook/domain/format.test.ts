import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coreLanguage, type Definition } from '../contract/index.ts'
import { formatPlaybook } from './format.ts'
import { parsePlaybook } from './parse/index.ts'
import { anyPlan } from './random-playbook-fixture.ts'
import { playbookWith } from './smallest-playbook.ts'

function roundTrip(definition: Definition): Definition {
  const parsed = parsePlaybook(formatPlaybook(definition), coreLanguage)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.definition
}

const rich = playbookWith({
  title: { zh: '新人群 14 天', en: 'Newcomers' },
  goal: { text: '留下来', figure: 'retention_7d', target: 0.6 },
  parameters: [{ key: 'shop', title: '店铺', kind: 'link' }],
  phases: [{ id: 'arrive', title: '到达', from: 1, to: 3 }],
  materials: { rules: { text: '群规：\n\n1. 不刷屏\n2. 有问题 @{owner}\n', link: { url: '{param.shop}', title: '店铺' } } },
  limits: { quiet: { from: '22:00', to: '08:00' }, perMember: { day: 2 } },
  misfire: { sendWithinMinutes: 60 },
  stop: [{ id: 'bought', ends: 'member', on: 'tagged', filter: { tag: '已购' }, reason: '已购买' }],
  steps: [
    {
      id: 'rules',
      phase: 'arrive',
      title: '发群规',
      why: '知道能做什么',
      when: { day: 1, at: '09:00' },
      do: { kind: 'send', material: 'rules', pin: true },
    },
    {
      id: 'greet',
      track: 'member',
      title: '问候',
      when: { afterJoin: '10m' },
      who: 'owner',
      do: {
        kind: 'ask',
        instructions: '私下打个招呼',
        options: [
          { id: 'warm', label: '聊起来了' },
          { id: 'cold', label: '没有回应' },
        ],
      },
      fallback: { within: '2h', do: { kind: 'send', text: '{name|你好}，欢迎' } },
    },
    {
      id: 'offer',
      track: 'member',
      title: '介绍',
      when: { after: 'greet', outcome: 'warm', nextDayAt: '10:00' },
      if: { all: [{ kind: 'tag', tag: '新客' }, { not: { kind: 'stage', atLeast: 6 } }] },
      do: { kind: 'send', text: 'A' },
      variants: [
        { id: 'a', with: {} },
        { id: 'b', weight: 3, with: { text: 'B' } },
      ],
    },
  ],
})

describe('a playbook written down', () => {
  it('reads well: defaults left out, times on one line, long text as it is said', () => {
    const text = formatPlaybook(rich)
    expect(text).toContain('when: { day: 1, at: "09:00" }')
    expect(text).toContain('quiet: { from: "22:00", to: "08:00" }')
    expect(text).toContain('communityTypes: [ newcomer ]')
    expect(text).toContain('text: |\n      群规：\n\n      1. 不刷屏\n')
    for (const left of ['marketing', 'track: community', 'who: system', 'confirm', 'holidays', 'weight: 1'])
      expect(text).not.toContain(left)
    expect(text.match(/\n\n  - id:/g)).toHaveLength(2)
  })

  it('gives the same playbook back', () => {
    expect(roundTrip(rich)).toEqual(rich)
    expect(formatPlaybook(roundTrip(rich))).toBe(formatPlaybook(rich))
  })

  it('gives the same playbook back, whatever it says', () => {
    const words = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.constantFrom('- x', 'yes', '09:00', '#no', '"quoted"', 'a: b', '中文\n\n第二段', ' spaced ', '2026-12-24', '12', 'null', '|'),
    )
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 50 }), (title, said, holdout) => {
        // Braces would be variables.
        const text = said.replace(/[{}]/g, '·')
        const definition = playbookWith({
          title,
          holdout,
          steps: [{ id: 'a', title, why: text, when: { day: 1, at: '09:00' }, do: { kind: 'send', text } }],
        })
        expect(roundTrip(definition)).toEqual(definition)
      }),
      { seed: 1122, numRuns: 200 },
    )
  })

  it('gives random playbooks back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('community' as const, 'member' as const).chain((kind) => anyPlan({ kind })),
        ({ definition }) => {
          const parsed = parsePlaybook(formatPlaybook(definition), coreLanguage)
          // Random ones may ask about members on the track of the group, which the reader rightly refuses.
          if (parsed.ok) expect(parsed.definition).toEqual(definition)
          else for (const problem of parsed.problems) expect(['member_condition_on_group', 'unknown_outcome']).toContain(problem.code)
        },
      ),
      { seed: 1122, numRuns: 40 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { coreLanguage } from '../../contract/index.ts'
import { parsePlaybook, placesIn } from './parse-playbook.ts'

const HEAD = 'grove: 1\nkey: a\ntitle: A\ncommunityTypes: [newcomer]\n'
const STEP = '{ id: a, title: t, when: { day: 1, at: "09:00" }, do: { kind: send, text: x } }'

/** `line path code => hint`, one line a problem. */
function problemsOf(text: string): readonly string[] {
  const parsed = parsePlaybook(text, coreLanguage)
  return parsed.ok
    ? []
    : parsed.problems.map((one) => `${one.line} ${one.path.join('.')} ${one.code}${one.hint === undefined ? '' : ` => ${one.hint}`}`)
}
const withSteps = (...steps: readonly string[]) => problemsOf(`${HEAD}steps:\n${steps.map((step) => `  - ${step}`).join('\n')}\n`)
const withKeys = (keys: string) => problemsOf(`${HEAD}steps: [${STEP}]\n${keys}`)
/** A step with one part replaced or added. */
const step = (part: string, keys: Record<string, string> = {}) => {
  const parts: Record<string, string> = { id: 'z', title: 't', when: '{ day: 1, at: "09:00" }', do: '{ kind: send, text: x }', ...keys }
  return `{ ${Object.entries(parts)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')}${part === '' ? '' : `, ${part}`} }`
}

describe('a text that is no playbook', () => {
  it.each([
    ['', '1  not_a_playbook => grove: 1'],
    ['hello', '1  not_a_playbook => grove: 1'],
    ['- 1', '1  not_a_playbook => grove: 1'],
    ['grove: 1\nkey: a\nkey: b\n', '3  duplicate_key'],
    ['grove: 1\nsteps: [\n', '3  syntax'],
    ['a: *gone\n', '1  syntax'],
  ])('%j', (text, told) => {
    expect(problemsOf(text)).toEqual([told])
  })

  it('refuses to unfold a bomb of aliases', () => {
    const rows = Array.from(
      { length: 9 },
      (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 9 }, () => `*a${index}`).join(', ')}]`,
    )
    expect(problemsOf(`a0: &a0 [x]\n${rows.join('\n')}\n`)).toEqual(['1  syntax'])
  })

  it('names everything that is missing', () => {
    expect(problemsOf('{}')).toEqual([
      '1 grove missing => grove: 1',
      '1 key missing => key: newcomer-14d',
      '1 title missing => title: { zh: 欢迎, en: Welcome }',
      '1 communityTypes missing => communityTypes: [newcomer]',
      '1 steps missing => steps: [{ id: welcome, title: 欢迎, when: { day: 1, at: "09:00" }, do: { kind: send, text: 你好 } }]',
    ])
  })
})

describe('a part of the wrong form', () => {
  it.each([
    [step('xx: 1'), '6 steps.0.xx unknown_key'],
    [step('confrim: true'), '6 steps.0.confrim unknown_key => confirm'],
    [step('', { when: '{ dya: 1, at: "09:00" }' }), '6 steps.0.when.dya unknown_key => day'],
    [step('', { when: '{ day: 1, at: 9点 }' }), '6 steps.0.when.at bad_time => "09:00"'],
    [step('', { when: '{ day: 1, at: 晚上8点半 }' }), '6 steps.0.when.at bad_time => "20:30"'],
    [step('', { when: '{ day: 1, at: 25:00 }' }), '6 steps.0.when.at bad_time => "09:00"'],
    [step('', { when: '{ day: 1 }' }), '6 steps.0.when.at missing => at: "09:00"'],
    [step('', { when: '{ day: two, at: "09:00" }' }), '6 steps.0.when.day wrong_type'],
    [step('', { when: '{ day: 0, at: "09:00" }' }), '6 steps.0.when.day too_small'],
    [step('', { when: 'tomorrow' }), '6 steps.0.when wrong_form => { day: 1, at: "09:00" }'],
    [step('', { when: '{ weekly: [tuesday], at: "09:00" }' }), '6 steps.0.when.weekly.0 not_one_of => tue'],
    [step('', { when: '{ date: 2026/12/4, at: "09:00" }' }), '6 steps.0.when.date bad_date => 2026-12-04'],
    [step('', { when: '{ on: spoek }' }), '6 steps.0.when.on not_one_of => spoke'],
    [step('', { when: '{ afterStart: 10分钟 }' }), '6 steps.0.when.afterStart bad_duration => 10m'],
    [step('deadline: 2 hours'), '6 steps.0.deadline bad_duration => 2h'],
    [step('', { do: '{ kind: sned, text: x }' }), '6 steps.0.do.kind unknown_kind => send'],
    [step('', { do: '{ text: x }' }), '6 steps.0.do.kind missing => kind: send'],
    [step('', { do: '{ kind: send, txet: x }' }), '6 steps.0.do.txet unknown_key => text'],
    [step('', { do: '{ kind: send, text: { zh: x } }' }), '6 steps.0.do.text.en missing => en: …'],
    [step('if: { kind: tga }'), '6 steps.0.if.kind unknown_kind => tag'],
    [step('if: { all: [{ kind: tag }] }'), '6 steps.0.if.all.0.tag missing'],
    [step('', { id: 'Day 1' }), '6 steps.0.id bad_key => day-1'],
    [step('who: boss'), '6 steps.0.who not_one_of => system'],
    [step('misfire: { sendWithinMinutes: 0 }'), '6 steps.0.misfire.sendWithinMinutes too_small'],
    [step('variants: [{ id: a, with: {} }]'), '6 steps.0.variants too_short'],
  ])('%s', (text, told) => {
    expect(withSteps(text)).toEqual([told])
  })

  it.each([
    ['holdout: 90', '6 holdout too_big'],
    ['materials: { Bad Name: {} }', '6 materials.Bad Name bad_key => bad-name'],
    ['parameters: [{ key: shop-link, title: t, kind: link }]', '6 parameters.0.key bad_parameter_key => shopLink'],
    ['limits: { quiet: { from: 22点, to: "08:00" } }', '6 limits.quiet.from bad_time => "22:00"'],
    ['stepz: []', '6 stepz unknown_key => steps'],
  ])('%s', (keys, told) => {
    expect(withKeys(keys)).toEqual([told])
  })
})

describe('names that must be there, and fit', () => {
  it.each([
    [step('phase: one'), 'phase unknown_phase'],
    [step('', { when: '{ after: b }' }), 'when.after unknown_step'],
    [step('', { when: '{ after: first-one }' }), 'when.after unknown_step => first'],
    [step('track: member', { when: '{ after: first }' }), 'when.after after_other_track => track: community'],
    [step('', { when: '{ after: first, outcome: sen }' }), 'when.outcome unknown_outcome => sent'],
    [step('', { when: '{ after: first, days: 2 }' }), 'when.days days_without_time => nextDayAt: "09:00"'],
    [step('', { when: '{ joinDay: 1, at: "09:00" }' }), 'when.joinDay member_anchor_on_group => track: member'],
    [step('', { when: '{ countdown: opensOn, daysBefore: 1, at: "09:00" }' }), 'when.countdown unknown_parameter'],
    [step('', { when: '{ daily: all, at: "09:00", fromDay: 5, toDay: 2 }' }), 'when.toDay wrong_order => 5'],
    [step('track: member', { when: '{ on: communityState, filter: { to: closing } }' }), 'when.on group_trigger_on_member'],
    [step('', { when: '{ on: tagged }' }), 'when.filter.tag missing'],
    [step('to: member'), 'to member_audience_on_group => each'],
    [step('track: member, to: each'), 'to group_audience_on_member => member'],
    [step('', { do: '{ kind: tag, tag: x }' }), 'do.kind action_needs_members => to: each'],
    [step('track: member', { do: '{ kind: closeCommunity }' }), 'do.kind action_needs_group => to: group'],
    [step('', { do: '{ kind: send }' }), 'do empty_send => text: { zh: …, en: … }'],
    [step('', { do: '{ kind: send, material: rules }' }), 'do.material unknown_material'],
    [step('', { do: '{ kind: send, text: "{nmae}" }' }), 'do.text unknown_variable => {name}'],
    [step('', { do: '{ kind: send, text: "{param.shop}" }' }), 'do.text unknown_parameter'],
    [step('', { do: '{ kind: send, text: "{name}" }' }), 'do.text member_variable_in_group'],
    [step('', { do: '{ kind: invite, community: next }' }), 'do.community unknown_parameter'],
    [step('', { do: '{ kind: wait, for: spoke, filter: { whre: group }, within: 1h }' }), 'do.filter.whre unknown_key => where'],
    [step('who: owner', { do: '{ kind: wait, for: spoke, within: 1h }' }), 'who not_for_flow'],
    [
      step('', { do: '{ kind: branch, cases: [{ when: { kind: tag, tag: x }, outcome: y }] }' }),
      'do.cases.0.when member_condition_on_group',
    ],
    [step('if: { kind: tag, tag: x }'), 'if member_condition_on_group'],
    [step('if: { not: { kind: members } }'), 'if.not condition_without_test => atLeast: 1'],
    [step('track: member, if: { kind: variant, step: nix, is: a }'), 'if.step unknown_step'],
    [step('fallback: { within: 1h, do: { kind: send, text: x } }'), 'fallback fallback_without_person => who: owner'],
    [step('confirm: true, fallback: { within: 2d, do: { kind: send, text: x } }'), 'fallback.within fallback_after_deadline => 1d'],
    [
      step('confirm: true, fallback: { within: 1h, do: { kind: wait, for: spoke, within: 1h } }'),
      'fallback.do.kind flow_as_fallback => send',
    ],
    [step('variants: [{ id: a, with: {} }, { id: a, with: {} }]'), 'variants.1.id duplicate_id => a-2'],
    [step('variants: [{ id: a, with: { txet: x } }, { id: b, with: {} }]'), 'variants.0.with.txet unknown_key => text'],
    [step('variants: [{ id: a, weight: 0, with: {} }, { id: b, weight: 0, with: {} }]'), 'variants no_weight => weight: 1'],
  ])('%s', (text, told) => {
    expect(withSteps(STEP.replace('id: a', 'id: first'), text)).toEqual([`7 steps.1.${told}`])
  })

  it.each([
    [`phases: [{ id: one, title: t, from: 3, to: 1 }]`, 'phases.0.to wrong_order => 3'],
    [`phases: [{ id: one, title: t, from: 1 }, { id: one, title: t, from: 2 }]`, 'phases.1.id duplicate_id => one-2'],
    [`parameters: [{ key: opens, title: t, kind: date, default: soon }]`, 'parameters.0.default bad_default'],
    [`parameters: [{ key: shop, title: t, kind: link, default: { zh: a, en: b } }]`, 'parameters.0.default bad_default'],
    [`stop: [{ id: s, ends: member, on: communityState, filter: { to: closing }, reason: r }]`, 'stop.0.on group_trigger_on_member'],
    [`stop: [{ id: s, ends: member, on: tagged, reason: r }]`, 'stop.0.filter.tag missing'],
    [`stop: [{ id: s, ends: community, when: { kind: tag, tag: x }, reason: r }]`, 'stop.0.when member_condition_on_group'],
    [`materials: { rules: { text: "{nmae}" } }`, 'materials.rules.text unknown_variable => {name}'],
  ])('%s', (keys, told) => {
    expect(withKeys(keys)).toEqual([`6 ${told}`])
  })

  it('tell a circle once', () => {
    const circle = [
      step('', { id: 'b', when: '{ after: c }' }),
      step('', { id: 'c', when: '{ after: d }' }),
      step('', { id: 'd', when: '{ after: b }' }),
    ]
    const parsed = parsePlaybook(`${HEAD}steps: [${circle.join(', ')}]\n`, coreLanguage)
    expect(parsed.ok || parsed.problems).toMatchObject([{ code: 'circle', data: { steps: 'b → d → c → b' } }])
    expect(withSteps(step('', { when: '{ after: z }' }))).toEqual(['6 steps.0.when.after circle'])
  })

  it('must be unique', () => {
    expect(withSteps(STEP, STEP)).toEqual(['7 steps.1.id duplicate_id => a-2'])
  })
})

describe('a playbook that is right', () => {
  it('comes with its defaults, from YAML and from JSON', () => {
    const yaml = parsePlaybook(`${HEAD}steps: [${STEP}]\n`, coreLanguage)
    const json = parsePlaybook(
      JSON.stringify({
        grove: 1,
        key: 'a',
        title: 'A',
        communityTypes: ['newcomer'],
        steps: [{ id: 'a', title: 't', when: { day: 1, at: '09:00' }, do: { kind: 'send', text: 'x' } }],
      }),
      coreLanguage,
    )
    expect(yaml.ok && yaml.definition.steps[0]).toMatchObject({ track: 'community', who: 'system', marketing: 'none', confirm: false })
    expect(json).toEqual(yaml)
  })

  it('may use times, dates and the word on without quotes', () => {
    expect(
      withSteps(
        step('', { when: '{ date: 2026-12-24, at: 09:30 }' }),
        step('track: member', { id: 'y', when: '{ on: spoke, repeat: daily }' }),
      ),
    ).toEqual([])
  })

  it('may name members where there are some', () => {
    expect(
      withSteps(
        step('to: each', { do: '{ kind: send, text: "{name|朋友} {attribute.city}" }' }),
        step('to: { where: { kind: tag, tag: x } }', { id: 'y', do: '{ kind: send, text: "{name}" }' }),
        step('track: member, to: group', { id: 'x', when: '{ afterJoin: 5m }', do: '{ kind: send, text: "{name}" }' }),
      ),
    ).toEqual([])
  })
})

describe('places of a text', () => {
  const text = `${HEAD}steps:\n  - id: a\n    title: t\n    when:\n      day: 1\n      at: "09:00"\n`

  it('lead to the line of a value, or of its nearest parent', () => {
    const placeOf = placesIn(text)
    expect(placeOf(['steps', 0, 'when', 'at'])).toEqual({ line: 10, column: 11 })
    expect(placeOf(['steps', 0, 'why'])).toEqual({ line: 6, column: 5 })
    expect(placeOf(['steps', 7])).toEqual({ line: 6, column: 3 })
    expect(placeOf([])).toEqual({ line: 1, column: 1 })
  })
})

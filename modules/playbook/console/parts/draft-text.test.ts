import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coreLanguage } from '../../contract/index.ts'
import { formatPlaybook } from '../../domain/format.ts'
import { parsePlaybook } from '../../domain/parse/index.ts'
import { anyPlan } from '../../domain/random-playbook-fixture.ts'
import { looseDraft, rawStep, readDraft } from './draft-model.ts'
import { type Edit, editText, readText, same } from './draft-text.ts'
import { freshStep } from './fresh-step.ts'

interface Plain {
  readonly steps: readonly Record<string, unknown>[]
  readonly [part: string]: unknown
}

/** The same change made to the value instead of the text. */
function editValue(value: Plain, edit: Edit): Plain {
  const steps = [...value.steps]
  if (edit.kind === 'step') steps[edit.index] = edit.step
  else if (edit.kind === 'add') steps.splice(edit.index, 0, edit.step)
  else if (edit.kind === 'remove') steps.splice(edit.index, 1)
  else return { ...value, [String(edit.path[0])]: edit.value }
  return { ...value, steps }
}

const words = fc.oneof(
  fc.constantFrom(
    '早上好',
    'Line one\nLine two',
    '#not a comment',
    '- no list',
    'key: value',
    '"quoted"',
    ' spaces ',
    '09:00',
    'true',
    '12',
  ),
  fc.record({ zh: fc.string({ minLength: 1 }), en: fc.string({ minLength: 1 }) }),
)
const change = fc.record({
  which: fc.nat(),
  kind: fc.constantFrom('step' as const, 'add' as const, 'remove' as const, 'set' as const),
  title: words,
  text: words,
  at: fc.constantFrom('00:00', '09:30', '23:59'),
})

function editOf(value: Plain, { which, kind, title, text, at }: typeof change extends fc.Arbitrary<infer C> ? C : never): Edit {
  const index = which % value.steps.length
  const step = { ...value.steps[index], title, when: { day: 2, at }, do: { kind: 'send', text } }
  if (kind === 'set') return { kind, path: ['goal'], value: { text, figure: 'replies' } }
  if (kind === 'add') return { kind, index: value.steps.length, step: { ...step, id: `fresh-${which}` } }
  return kind === 'remove' ? { kind, index } : { kind, index, step }
}

test('a text that cannot be read is left as it is', () => {
  const broken = 'grove: 1\nsteps: [\n'
  expect(readText(broken)).toBeUndefined()
  expect(editText(broken, { kind: 'remove', index: 0 })).toBe(broken)
  expect(readDraft(broken)).toBeUndefined()
  expect(readDraft('just words')).toBeUndefined()
})

test('editing in the table and reading the text again give what was edited', () => {
  fc.assert(
    fc.property(anyPlan({ kind: 'member' }), fc.array(change, { minLength: 1, maxLength: 5 }), (plan, changes) => {
      let text = formatPlaybook(plan.definition)
      let value = readText(text) as Plain
      for (const one of changes) {
        if (value.steps.length === 0) break
        const edit = editOf(value, one)
        text = editText(text, edit)
        value = editValue(value, edit)
      }
      expect(same(readText(text), value)).toBe(true)
    }),
    { seed: 20261122, numRuns: 30 },
  )
})

test('opening every step in the form and saving it unchanged keeps the definition and the text', () => {
  fc.assert(
    fc.property(anyPlan({ kind: 'community' }), (plan) => {
      const text = formatPlaybook(plan.definition)
      const again = plan.definition.steps.reduce((now, _, index) => editText(now, { kind: 'step', index, step: rawStep(now, index) }), text)
      const [before, after] = [parsePlaybook(text, coreLanguage), parsePlaybook(again, coreLanguage)]
      expect(after).toEqual(before)
    }),
    { seed: 20261122, numRuns: 12 },
  )
})

const written = `# the newcomer method
grove: 1
key: a
title: A
communityTypes: [newcomer]
steps:
  # first contact
  - id: hello
    title: Hello # shown in lists
    when: { day: 1, at: "09:00" } # after breakfast
    do: { kind: send, text: Hi }
  - id: bye
    title: Bye
    when: { day: 2, at: "09:00" }
    do: { kind: send, text: Bye }
`

test('comments of the author outlive edits beside them', () => {
  const step = { ...rawStep(written, 0), title: '你好', when: { day: 3, at: '09:00' } }
  const text = editText(written, { kind: 'step', index: 0, step })
  for (const comment of ['# the newcomer method', '# first contact', '# after breakfast']) expect(text).toContain(comment)
  expect(rawStep(text, 0)).toEqual(step)
  expect(rawStep(text, 1)).toEqual(rawStep(written, 1))
})

test('a value taken away leaves no empty key', () => {
  const text = editText(written, { kind: 'set', path: ['communityTypes'], value: undefined })
  expect(text).not.toContain('communityTypes')
})

test('odd drafts are shown, not refused', () => {
  const draft = looseDraft({ steps: [{ id: 7, when: 'soon', do: 'x', title: { zh: '甲' }, who: 3 }, {}] })
  expect(draft?.steps.map((step) => [step.id, step.do.kind, step.who])).toEqual([
    ['7', '', 'system'],
    ['', '', 'system'],
  ])
})

test('a new step has an id of its own and the phase of its day', () => {
  const draft = looseDraft({
    phases: [{ id: 'warm', title: 'Warm', from: 1, to: 3 }],
    steps: [{ id: 'step-2' }],
  })
  if (!draft) throw new Error('not read')
  expect(freshStep(draft, { day: 2, at: '09:00' }, 'member')).toMatchObject({ id: 'step-3', phase: 'warm', track: 'member' })
})

import type { LintRule } from '@grove/playbook-kit/contract'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { coreLanguage, type DefinitionInput } from '../../contract/index.ts'
import { parsePlaybook } from '../parse/index.ts'
import { smallestPlaybook } from '../smallest-playbook.ts'
import { lintPlaybook, ownLintRules } from './index.ts'
import type { LintSubject } from './subject.ts'

/** More groups than one person can look after. */
const CROWDED = 11

/** Paths at which one rule alone speaks up over an example. */
function foundBy(rule: LintRule<LintSubject>, example: string, groupsPerOwner = CROWDED): readonly string[] {
  const text = JSON.stringify({ ...smallestPlaybook, ...(parse(example) as Partial<DefinitionInput>) }, null, 2)
  const parsed = parsePlaybook(text, coreLanguage)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const off = ownLintRules.flatMap((one) => (one.id === rule.id ? [] : [one.id]))
  const findings = lintPlaybook(parsed.definition, { kinds: coreLanguage, off, added: [], groupsPerOwner, source: text })
  expect(findings.every((one) => one.rule === rule.id && one.severity === rule.severity && one.line >= 1)).toBe(true)
  return findings.map((one) => one.path.join('.'))
}

describe.each(ownLintRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('trips over its example', () => {
    expect(foundBy(rule, rule.trips)).not.toEqual([])
  })

  it('lets the good example pass', () => {
    expect(foundBy(rule, rule.passes)).toEqual([])
  })

  it('says why, in both languages', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/)
    expect(rule.reason.zh).toMatch(/\p{Script=Han}{4}/u)
    expect(rule.reason.en).not.toMatch(/\p{Script=Han}/u)
  })

  it('can be switched off', () => {
    const off = ownLintRules.map((one) => one.id)
    const parsed = parsePlaybook(JSON.stringify({ ...smallestPlaybook, ...(parse(rule.trips) as object) }), coreLanguage)
    expect(parsed.ok && lintPlaybook(parsed.definition, { kinds: coreLanguage, off, added: [] })).toEqual([])
  })
})

it('ids are unique', () => {
  expect(new Set(ownLintRules.map((rule) => rule.id)).size).toBe(ownLintRules.length)
})

it('nothing is said about the load of an owner whom nobody counted', () => {
  const [rule] = ownLintRules.filter((one) => one.id === 'owner-overload')
  const parsed = parsePlaybook(JSON.stringify({ ...smallestPlaybook, ...(parse(rule?.trips ?? '') as object) }), coreLanguage)
  const found = parsed.ok ? lintPlaybook(parsed.definition, { kinds: coreLanguage, off: [], added: [] }) : []
  expect(found.map((one) => one.rule)).not.toContain('owner-overload')
})

it('a rule of a module speaks beside the own ones', () => {
  const added: LintRule<LintSubject> = {
    id: 'too-short-title',
    severity: 'warning',
    title: 'Too short a title',
    reason: { zh: '名字太短，别人认不出', en: 'Nobody knows it by that name' },
    trips: 'title: A',
    passes: 'title: A group for newcomers',
    check: ({ definition }) => (String(definition.title).length < 3 ? [{ path: ['title'], message: { zh: '太短', en: 'Too short' } }] : []),
  }
  const parsed = parsePlaybook(JSON.stringify({ ...smallestPlaybook, title: 'A' }), coreLanguage)
  const found = parsed.ok ? lintPlaybook(parsed.definition, { kinds: coreLanguage, off: [], added: [added] }) : []
  expect(found.map((one) => one.rule)).toContain('too-short-title')
})

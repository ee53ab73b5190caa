import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { coreLanguage, definitionSchema } from '../contract/index.ts'
import { parsePlaybook } from './parse/index.ts'
import { smallestPlaybook } from './smallest-playbook.ts'

const guide = (locale: string) => readFileSync(new URL(`../../../docs/guide/${locale}/playbook-language.md`, import.meta.url), 'utf8')

describe.each(['zh', 'en'])('the guide to the language (%s)', (locale) => {
  const text = guide(locale)
  const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')

  it('shows only playbooks that parse; pieces stand over the smallest one', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3)
    for (const example of examples) {
      const whole = example.startsWith('grove:') ? example : JSON.stringify({ ...smallestPlaybook, ...(parse(example) as object) })
      const parsed = parsePlaybook(whole, coreLanguage)
      expect(parsed.ok ? [] : parsed.problems).toEqual([])
    }
  })

  it('names every field and every word of the language', () => {
    const { shape } = definitionSchema(coreLanguage)
    const fields = [...Object.keys(shape), ...Object.keys(shape.steps.element.shape)]
    const words = [...coreLanguage.actions.keys(), ...coreLanguage.triggers.keys(), ...coreLanguage.conditions.keys()]
    expect(words.filter((word) => !text.includes(word))).toEqual([])
    expect(fields.filter((field) => field !== 'steps' && !text.includes(`\`${field}\``))).toEqual([])
  })
})

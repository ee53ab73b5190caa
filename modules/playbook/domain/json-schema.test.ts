import { actionKind } from '@grove/playbook-kit/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { coreLanguage, language } from '../contract/index.ts'
import { playbookJsonSchema } from './json-schema.ts'

interface Node {
  readonly [key: string]: unknown
}

function everyRef(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(everyRef)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => (key === '$ref' ? [String(value)] : everyRef(value)))
}

describe('the published JSON Schema', () => {
  const schema = playbookJsonSchema(coreLanguage) as Node & { properties: Node; $defs: Record<string, Node> }

  it('says what a playbook must have', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['grove', 'key', 'title', 'communityTypes', 'steps'],
      additionalProperties: false,
    })
  })

  it('names actions and conditions, and every reference leads somewhere', () => {
    const refs = new Set(everyRef(schema))
    expect(refs).toContain('#/$defs/Action')
    expect(refs).toContain('#/$defs/Condition')
    for (const ref of refs) expect(schema.$defs).toHaveProperty([ref.replace('#/$defs/', '')])
    expect(JSON.stringify(schema.$defs['Action'])).toContain('"closeCommunity"')
  })

  it('knows what modules add', () => {
    const gift = actionKind({
      kind: 'gift',
      title: 'Gift',
      params: z.strictObject({ points: z.number() }),
      level: 'member',
      outward: false,
      needsPerson: () => false,
      outcomes: () => [],
      words: () => 'gift',
    })
    const added = playbookJsonSchema(language({ actions: [gift] }))
    expect(JSON.stringify(added)).toContain('"gift"')
    expect(JSON.stringify(schema)).not.toContain('"gift"')
    expect(() => language({ actions: [gift, gift] })).toThrow('gift')
  })
})

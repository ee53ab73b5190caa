import { describe, expect, it } from 'vitest'
import { enumOptionsFence } from './enum-options.mjs'
import { inlineRepository } from './repository.mjs'

const check = (text) => enumOptionsFence.check(inlineRepository({ 'modules/tag/contract/model.ts': text }))

describe('enum options', () => {
  it('refuses values read from a schema while a contract loads', () => {
    expect(check("export const kind = z.enum(['a'])\nexport const KINDS = kind.options\n")).toEqual([expect.stringContaining('KINDS')])
    expect(check('const many = z.array(kind).max(kind.options.length)')).toHaveLength(1)
  })
  it('lets them be read later, and lists that stand alone', () => {
    expect(
      check("const KINDS = ['a'] as const\nconst count = () => kind.options.length\n  .refine((one) => one.options.length > 1)\n"),
    ).toEqual([])
  })
})

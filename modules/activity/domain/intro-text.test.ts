import { expect, it } from 'vitest'
import { introText } from './intro-text.ts'
import { scriptsIn } from './library.ts'

it('puts the figures into the rules, so that nobody reads braces', () => {
  expect(introText({ intro: '{rounds} rounds, {claims} parts', claims: 30 }, 5)).toBe('5 rounds, 30 parts')
  for (const locale of ['zh', 'en'] as const)
    for (const { spec, rounds } of scriptsIn(locale)) expect(introText(spec, rounds)).not.toMatch(/[{}]/)
})

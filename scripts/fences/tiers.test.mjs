import { describe, expect, it } from 'vitest'
import { inlineRepository } from './repository.mjs'
import { tiersFence } from './tiers.mjs'

const drawn = '| tier | modules |\n| --- | --- |\n| 0 | `identity` accounts |\n| 1 | `member` record · `content` media |\n'
const house = {
  'ARCHITECTURE.md': drawn,
  'modules/identity/server/index.ts': "defineModule({ name: 'identity', tier: 0 })",
  'modules/identity/package.json': {},
  'modules/member/server/index.ts': "defineModule({ name: 'member', tier: 1 })",
  'modules/member/package.json': { dependencies: { '@grove/identity': '*' } },
}
const check = (more) => tiersFence.check(inlineRepository({ ...house, ...more }))

describe('tiers', () => {
  it('refuses a module without a tier or with another one than drawn', () => {
    expect(check({ 'modules/member/server/index.ts': "defineModule({ name: 'member' })" })).toEqual([expect.stringContaining('no tier')])
    expect(check({ 'modules/member/server/index.ts': "defineModule({ name: 'member', tier: 2 })" })).toEqual([
      'modules/member: tier 2 in defineModule, 1 in ARCHITECTURE.md',
    ])
  })

  it('refuses to look up', () => {
    expect(check({ 'modules/identity/package.json': { dependencies: { '@grove/member': '*' } } })).toEqual([
      'modules/identity/package.json: tier 0 asks for member of tier 1',
    ])
  })

  it('lets a house in order pass', () => {
    expect(check({})).toEqual([])
  })
})

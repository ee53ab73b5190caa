import { describe, expect, it } from 'vitest'
import { doorsFence } from './doors.mjs'
import { inlineRepository } from './repository.mjs'

const check = (texts) => doorsFence.check(inlineRepository(texts))

describe('doors', () => {
  it('refuses a fifth door', () => {
    expect(check({ 'modules/tag/package.json': { exports: { './contract': '', './store': './server/store.ts' } } })).toEqual([
      expect.stringContaining('exports "./store"'),
    ])
  })

  it('refuses to climb over the wall, also in import() and type imports', () => {
    const climb = (line) => check({ 'modules/tag/server/index.ts': line, 'modules/member/server/store.ts': '' })
    expect(climb("\nimport { row } from '../../member/server/store.ts'")).toEqual([
      expect.stringContaining('modules/tag/server/index.ts:2: ../../member'),
    ])
    expect(climb("import type { Row } from '../../member/server/store.ts'")).toHaveLength(1)
    expect(climb("const load = () => import('../../member/server/store.ts')")).toHaveLength(1)
    expect(climb("// import { row } from '../../member/server/store.ts'\nimport { a } from '../contract/index.ts'")).toEqual([])
  })

  it('refuses a ring of servers', () => {
    const ring = {
      'modules/tag/server/index.ts': "import { member } from '@grove/member/server'",
      'modules/member/server/index.ts': "import { tag } from '@grove/tag/server'",
    }
    expect(check(ring)).toEqual([expect.stringContaining('a ring of servers')])
    expect(check({ ...ring, 'modules/member/server/index.ts': "import { tag } from '@grove/tag/contract'" })).toEqual([])
  })
})

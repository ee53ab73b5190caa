import { describe, expect, it } from 'vitest'
import { inlineRepository } from './repository.mjs'
import { vocabularyFence } from './vocabulary.mjs'

const whole = {
  'modules/tag/README.md': '# tag',
  'modules/tag/package.json': {},
  'modules/tag/contract/index.ts': 'export {}',
  'modules/tag/contract/errors.ts': 'export {}',
  'modules/tag/domain/rules.ts': 'export {}',
  'modules/tag/domain/rules.test.ts': '',
  'modules/tag/server/index.ts': 'export {}',
  'modules/tag/server/create-tag.ts': 'export {}',
  'modules/tag/server/create-tag.db.test.ts': '',
  'modules/tag/server/migrations/0001-tag.sql': '',
  'modules/tag/console/index.tsx': '',
  'modules/tag/console/pages/tags.tsx': '',
  'modules/tag/locales/zh.json': {},
  'packages/kit/README.md': '# kit',
  'packages/kit/index.ts': '',
}
const check = (more) => vocabularyFence.check(inlineRepository({ ...whole, ...more }))

describe('vocabulary', () => {
  it('refuses a room that modules do not have', () => {
    expect(check({ 'modules/tag/lib/tag.ts': '' })).toEqual([expect.stringContaining('modules/tag/lib/tag.ts: not a place of a module')])
    expect(check({ 'modules/tag/console/tags.tsx': '' })).toHaveLength(1)
    expect(check({ 'modules/tag/server/migrations/1-tag.sql': '' })).toHaveLength(1)
    expect(check({ 'modules/tag/locales/fr.json': {} })).toHaveLength(1)
  })

  it('refuses drawers and shouting names', () => {
    expect(check({ 'packages/kit/utils.ts': '' })).toEqual([expect.stringContaining('packages/kit/utils.ts: a drawer')])
    expect(check({ 'packages/kit/helpers/a.ts': '' })).toHaveLength(1)
    expect(check({ 'modules/tag/server/service.ts': '' })).toHaveLength(1)
    expect(check({ 'packages/kit/TagList.tsx': '' })).toEqual(['packages/kit/TagList.tsx: file names are kebab-case'])
  })

  it('refuses a module without its parts and a kit without a word about itself', () => {
    const { 'modules/tag/README.md': _readme, ...unread } = whole
    expect(vocabularyFence.check(inlineRepository(unread))).toEqual(['modules/tag/README.md: missing; every module has one'])
    expect(check({ 'packages/other/index.ts': '' })).toEqual([expect.stringContaining('packages/other/README.md: missing')])
  })

  it('refuses files over 500 lines and a median over 80', () => {
    expect(check({ 'packages/kit/long.ts': 'x\n'.repeat(501) })).toEqual([expect.stringContaining('packages/kit/long.ts: 501 lines')])
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`packages/kit/part-${at}.ts`, 'x\n'.repeat(90)]))
    expect(check(many)).toEqual(['the median source file has 90 lines; 80 at most'])
  })

  it('lets a whole module pass', () => {
    expect(check({})).toEqual([])
  })
})

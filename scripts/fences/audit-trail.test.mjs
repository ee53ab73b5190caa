import { describe, expect, it } from 'vitest'
import { auditTrailFence } from './audit-trail.mjs'
import { inlineRepository } from './repository.mjs'

const house = {
  'modules/tag/contract/api.ts': [
    "export const createTagRoute = route({\n  method: 'POST',\n  access: { right: 'tag.write' },\n})",
    "export const listTagsRoute = route({\n  method: 'GET',\n  access: { right: 'tag.read' },\n})",
    "export const sayRoute = route({\n  method: 'POST',\n  access: 'member',\n})",
  ].join('\n'),
  'modules/tag/server/index.ts':
    "import { createTag } from './create-tag.ts'\nconst api = [endpoint(createTagRoute, createTag), endpoint(contract.listTagsRoute, listTags), endpoint(sayRoute, say)]",
  'modules/member/server/index.ts': "export { changeMember } from './change-member.ts'\nexport { readMember } from './read-member.ts'",
  'modules/member/server/change-member.ts': 'await audit(ctx, {})',
  'modules/member/server/read-member.ts': '',
}
const faults = (verb, more = {}) =>
  auditTrailFence
    .check(inlineRepository({ ...house, 'modules/tag/server/create-tag.ts': verb, ...more }))
    .filter((fault) => !fault.includes('no longer exists'))

describe('the audit trail', () => {
  it('refuses a writing verb of staff that leaves no row', () => {
    expect(faults('export const createTag = 1')).toEqual([expect.stringContaining('createTag writes and leaves no audit row')])
    expect(faults('// await audit(ctx, {})')).toHaveLength(1)
    expect(faults("import { readMember } from '@grove/member/server'")).toHaveLength(1)
    expect(faults("import type { changeMember } from '@grove/member/server'")).toHaveLength(1)
  })

  it('lets the verb, what it calls, or a verb of a lower module leave it', () => {
    expect(faults('await audit(ctx, {})')).toEqual([])
    expect(faults("import { store } from './store.ts'", { 'modules/tag/server/store.ts': 'audit(ctx, {})' })).toEqual([])
    expect(faults("import { changeMember } from '@grove/member/server'")).toEqual([])
  })

  it('refuses an exception for a verb that is gone', () => {
    expect(auditTrailFence.check(inlineRepository(house))).toContainEqual(expect.stringContaining('markRead no longer exists'))
  })
})

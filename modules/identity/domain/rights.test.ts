import { expect, test } from 'vitest'
import { type RightOverride, rightsOf, usualScope } from './rights.ts'

const standard = new Map([
  ['member.read', ['head', 'operator', 'viewer']],
  ['staff.manage', ['head']],
] as const)
const overrides: RightOverride[] = [
  { role: 'viewer', right: 'member.read', granted: false },
  { role: 'operator', right: 'staff.manage', granted: true },
  { role: 'head', right: 'member.read', granted: false },
  { role: 'operator', right: 'gone.right', granted: true },
]

test('an override takes away or gives, for its role only', () => {
  expect([...rightsOf('viewer', standard, overrides)]).toEqual([])
  expect([...rightsOf('operator', standard, overrides)]).toEqual(['member.read', 'staff.manage'])
  expect([...rightsOf('operator', standard, [])]).toEqual(['member.read'])
})

test('the head holds every right whatever is written', () => {
  expect([...rightsOf('head', standard, overrides)]).toEqual(['member.read', 'staff.manage'])
})

test('owners and sales see their own groups', () => {
  expect(usualScope('owner')).toEqual({ kind: 'own' })
  expect(usualScope('operator')).toEqual({ kind: 'all' })
})

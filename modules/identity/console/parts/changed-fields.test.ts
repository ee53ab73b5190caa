import { expect, test } from 'vitest'
import { changedFields } from './changed-fields.ts'

test('only what differs, in writing order; a new or gone record shows one side', () => {
  expect(changedFields({ name: 'a', zone: 'x', roles: ['head'] }, { name: 'b', zone: 'x', roles: ['head', 'viewer'] })).toEqual([
    { name: 'name', before: 'a', after: 'b' },
    { name: 'roles', before: ['head'], after: ['head', 'viewer'] },
  ])
  expect(changedFields(null, { name: 'a' })).toEqual([{ name: 'name', before: undefined, after: 'a' }])
  expect(changedFields({ name: 'a' }, undefined)).toEqual([{ name: 'name', before: 'a', after: undefined }])
  expect(changedFields(null, null)).toEqual([])
  expect(changedFields(1, 2)).toEqual([{ name: 'value', before: 1, after: 2 }])
})

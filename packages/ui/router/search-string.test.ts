import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch, writeSearch } from './search-string.ts'

test('empty values leave no trace', () => {
  expect(writeSearch({ a: undefined, b: '', c: [], d: null })).toBe('')
})

test('what was written is read back', () => {
  const value = fc.oneof(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 4 }))
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (search) => {
      expect({ ...parseSearch(writeSearch(search)) }).toEqual({ ...search })
    }),
    { seed: 20261122 },
  )
})

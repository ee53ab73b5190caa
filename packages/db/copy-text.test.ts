import { expect, it } from 'vitest'
import { copyText } from './copy-text.ts'

it('escapes what would end a cell or a row, and tells nothing from empty', () => {
  const rows = [['a\tb\nc\rd\\e', null, '', '\\N', 1.5, true, false, new Date(0), '😀，"']]
  expect([...copyText(7, rows)].join('')).toBe('7\ta\\tb\\nc\\rd\\\\e\t\\N\t\t\\\\N\t1.5\tt\tf\t1970-01-01T00:00:00.000Z\t😀，"\n')
})

it('comes in pieces, whole rows each, and nothing for no rows', () => {
  expect([...copyText(1, [])]).toEqual([])
  const pieces = [
    ...copyText(
      1,
      Array.from({ length: 3000 }, (_, at) => ['x'.repeat(50), at]),
    ),
  ]
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.every((piece) => piece.endsWith('\n'))).toBe(true)
  expect(pieces.join('').split('\n')).toHaveLength(3001)
})

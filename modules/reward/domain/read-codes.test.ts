import { expect, it } from 'vitest'
import { readCodes } from './read-codes.ts'

it('takes one code a line and says what is wrong with each of the others', () => {
  const { codes, faults } = readCodes(`\uFEFFA-1\r\n"B-2",used\n\n A-1 \nC\uFFFD\n${'x'.repeat(81)}\nD-4\tnote`)
  expect(codes).toEqual([
    { line: 1, code: 'A-1' },
    { line: 2, code: 'B-2' },
    { line: 7, code: 'D-4' },
  ])
  expect(faults.map(({ line, code }) => [line, code])).toEqual([
    [4, 'double'],
    [5, 'unreadable'],
    [6, 'too_long'],
  ])
})

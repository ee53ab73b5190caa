import { expect, it } from 'vitest'
import { anywhere, beginning } from './like.ts'

it('takes signs of LIKE for themselves', () => {
  expect(anywhere('50%_a\\b')).toBe('%50\\%\\_a\\\\b%')
  expect(beginning('member.')).toBe('member.%')
})

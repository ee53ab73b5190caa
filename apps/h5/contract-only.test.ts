import { expect, test } from 'vitest'
import { z } from './contract-only.ts'

test('schemas can be made in every way the contracts make them, and let values through', () => {
  const colour = z.enum(['red'])
  const made = z.object({
    a: z.coerce.number().int().default(1),
    ...z.strictObject({}).shape,
    c: colour.optional(),
    d: z.union([z.literal('x')]),
  })
  expect(made.extend({}).parse({ a: '1' })).toEqual({ a: '1' })
  expect(made.safeParse(null)).toEqual({ success: true, data: null })
})

test('what can only be answered by zod itself is refused in plain words', () => {
  expect(() => z.enum(['red']).options).toThrow('list the values beside the schema')
})

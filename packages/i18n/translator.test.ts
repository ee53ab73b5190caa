import { expect, test } from 'vitest'
import { createTranslator } from './translator.ts'

const en = createTranslator('en', {
  plain: 'Don’t stop',
  hello: 'Hello {name}, {count, plural, =0 {no days} one {# day} other {# days}} left',
  quoted: "Write '{nickname}' where the name goes",
  nested: '{count, plural, one {{who} has # reply} other {{who} has # replies}}',
  broken: 'Hello {name',
})

test('a key without words is shown as the key, a value not given stays visible', () => {
  expect(en('nowhere.at.all')).toBe('nowhere.at.all')
  expect(en.has('nowhere.at.all')).toBe(false)
  expect(en('hello', { count: 2 })).toBe('Hello {name}, 2 days left')
})

test('an unclosed brace is refused with the message it is in', () => {
  expect(() => en('broken', { name: 'Lin' })).toThrow('Hello {name')
})

test('plurals, nesting, quoting and numbers', () => {
  expect(en('plain')).toBe('Don’t stop')
  expect(en('hello', { name: 'Lin', count: 0 })).toBe('Hello Lin, no days left')
  expect(en('hello', { name: 'Lin', count: 1 })).toBe('Hello Lin, 1 day left')
  expect(en('hello', { name: 'Lin', count: 12345 })).toBe('Hello Lin, 12,345 days left')
  expect(en('quoted')).toBe('Write {nickname} where the name goes')
  expect(en('nested', { who: 'Wang', count: 1 })).toBe('Wang has 1 reply')
})

test('Chinese has one plural form', () => {
  const zh = createTranslator('zh', { days: '{count, plural, other {还有 # 天}}' })
  expect(zh('days', { count: 1 })).toBe('还有 1 天')
})

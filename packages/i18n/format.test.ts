import { expect, test } from 'vitest'
import { createFormat } from './format.ts'
import { pickLocale } from './language-tag.ts'

const zh = createFormat('zh', 'Asia/Shanghai')
const en = createFormat('en', 'Europe/Berlin')
const now = new Date('2026-11-22T02:00:00Z')

test('times are written in the zone given, not in that of the machine', () => {
  const at = '2026-11-21T16:30:00Z'
  expect(zh.dateTime(at, now)).toBe('11月22日 00:30')
  expect(en.time(at)).toBe('17:30')
  expect(zh.dateTime('2025-11-21T16:30:00Z', now)).toContain('2025')
})

test('a plain day is not moved by the zone', () => {
  expect(createFormat('zh', 'Pacific/Auckland').day('2026-11-22', now)).toBe('11月22日')
  expect(createFormat('zh', 'America/Los_Angeles').day('2026-11-22', now)).toBe('11月22日')
})

test('the day daylight saving ends has both its hours', () => {
  expect(en.time('2026-10-25T00:30:00Z')).toBe('02:30')
  expect(en.time('2026-10-25T01:30:00Z')).toBe('02:30')
})

test('relative times', () => {
  expect(zh.relative(new Date(now.getTime() - 20_000), now)).toBe('现在')
  expect(zh.relative(new Date(now.getTime() - 180_000), now)).toBe('3 分钟前')
  expect(en.relative(new Date(now.getTime() + 2 * 3_600_000), now)).toBe('in 2 hours')
  expect(zh.relative(new Date(now.getTime() - 30 * 3_600_000), now)).toBe('1 天前')
})

test('numbers, shares, sizes, money, durations', () => {
  expect(zh.number(1_234_567)).toBe('1,234,567')
  expect(zh.percent(0.1234)).toBe('12.3%')
  expect(en.bytes(0)).toBe('0 bytes')
  expect(en.bytes(20 * 1024 * 1024)).toBe('20 MB')
  expect(zh.money(123_456)).toBe('¥1,234.56')
  expect(zh.duration(3_725)).toBe('1 小时 2 分钟')
  expect(zh.duration(0)).toBe('0 秒钟')
})

test('lists have the signs of their language', () => {
  expect([zh.list(['甲', '乙', '丙']), en.list(['a', 'b', 'c']), en.list([])]).toEqual(['甲、乙、丙', 'a, b, c', ''])
})

test('the browser’s list decides the first language', () => {
  expect(pickLocale(['fr-FR', 'en-US', 'zh-CN'])).toBe('en')
  expect(pickLocale(['zh-TW'])).toBe('zh')
  expect(pickLocale([])).toBe('zh')
})

import { describe, expect, it } from 'vitest'
import { distance, nearest } from './nearest.ts'
import { suggestDate, suggestDuration, suggestKey, suggestParameterKey, suggestTime } from './suggest.ts'

describe('what was meant', () => {
  it.each([
    ['soon', undefined],
    ['25:00', undefined],
    ['9点', '09:00'],
    ['9点半', '09:30'],
    ['9:5', '09:05'],
    ['21：30', '21:30'],
    ['晚上9点', '21:00'],
    ['下午3点15分', '15:15'],
    ['9am', '09:00'],
    ['9:30 pm', '21:30'],
    ['12pm', '12:00'],
    ['20', '20:00'],
  ])('time %s', (wrong, right) => {
    expect(suggestTime(wrong)).toBe(right)
  })

  it.each([
    ['later', undefined],
    ['30', '30m'],
    ['10分钟', '10m'],
    ['2个小时', '2h'],
    ['1天', '1d'],
    ['1周', '1w'],
    ['2 days 3 hours', '2d3h'],
    ['90 min', '90m'],
  ])('duration %s', (wrong, right) => {
    expect(suggestDuration(wrong)).toBe(right)
  })

  it.each([
    ['tomorrow', undefined],
    ['2026/13/1', undefined],
    ['2026/12/4', '2026-12-04'],
    ['2026年1月31日', '2026-01-31'],
  ])('date %s', (wrong, right) => {
    expect(suggestDate(wrong)).toBe(right)
  })

  it('keys', () => {
    expect(suggestKey('欢迎')).toBeUndefined()
    expect(suggestKey('Day1 Welcome!')).toBe('day1-welcome')
    expect(suggestKey('sendRules')).toBe('send-rules')
    expect(suggestParameterKey('店铺')).toBeUndefined()
    expect(suggestParameterKey('Shop link')).toBe('shopLink')
  })

  it('names', () => {
    expect(nearest('sned', ['tag', 'send'])).toBe('send')
    expect(nearest('d', ['a', 'b'])).toBeUndefined()
    expect(nearest('something', ['else'])).toBeUndefined()
    expect(nearest('friday', ['fri', 'sat'])).toBe('fri')
    expect(distance('kitten', 'sitting')).toBe(3)
    expect(distance('tga', 'tag')).toBe(1)
    expect(distance('', 'abc')).toBe(3)
  })
})

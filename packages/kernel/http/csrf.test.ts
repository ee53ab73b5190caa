import { expect, test } from 'vitest'
import { isCsrfToken, makeCsrfToken, requireOwnOrigin, sameText } from './csrf.ts'

test('a token fits its session and secret only', () => {
  const token = makeCsrfToken('secret', 'session')
  expect(isCsrfToken('secret', 'session', token)).toBe(true)
  expect(isCsrfToken('secret', 'another', token)).toBe(false)
  expect(isCsrfToken('another', 'session', token)).toBe(false)
  expect(isCsrfToken('secret', 'session', `x${token}`)).toBe(false)
  expect(isCsrfToken('secret', 'session', '')).toBe(false)
})

test('texts are compared whole, whatever their length', () => {
  expect(sameText('abc', 'abc')).toBe(true)
  expect(sameText('abc', 'abd')).toBe(false)
  expect(sameText('abc', 'abcd')).toBe(false)
  expect(sameText('é', 'ee')).toBe(false)
})

test('the origin is ours by public address or by the host the browser asked', () => {
  const origin = (value: string, host = 'phone.local:3000') =>
    requireOwnOrigin(new Headers({ origin: value, host }), 'https://grove.example')
  expect(() => origin('https://evil.example')).toThrow('kernel.csrf')
  expect(() => origin('https://grove.example.evil.example')).toThrow('kernel.csrf')
  origin('https://grove.example')
  origin('http://phone.local:3000')
})

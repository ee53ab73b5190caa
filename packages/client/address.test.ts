import { expect, test } from 'vitest'
import { addressOf } from './address.ts'
import { readCookie } from './cookie.ts'

test('a path parameter that is missing is refused before anything leaves', () => {
  expect(() => addressOf({ method: 'GET', path: '/api/tags/:id' }, {})).toThrow('needs "id"')
})

test('path, query and body', () => {
  expect(
    addressOf({ method: 'GET', path: '/api/c/:id/members' }, { id: 7, q: '王 小', stage: ['new', 'old'], from: null, at: new Date(0) }),
  ).toEqual({
    url: '/api/c/7/members?q=%E7%8E%8B+%E5%B0%8F&stage=new&stage=old&at=1970-01-01T00%3A00%3A00.000Z',
    body: undefined,
  })
  expect(addressOf({ method: 'PATCH', path: '/api/tags/:id' }, { id: 'a/b', name: 'x' })).toEqual({
    url: '/api/tags/a%2Fb',
    body: { name: 'x' },
  })
  expect(addressOf({ method: 'GET', path: '/api/x' }, { filter: { a: 1 } }).url).toBe('/api/x?filter=%7B%22a%22%3A1%7D')
})

test('a raw body leaves the rest to the query', () => {
  expect(addressOf({ method: 'POST', path: '/api/import/:kind' }, { kind: 'members', dry: true }, true).url).toBe(
    '/api/import/members?dry=true',
  )
})

test('cookies are found by their whole name', () => {
  expect(readCookie('grove_csrf', 'a=1; xgrove_csrf=no; grove_csrf=a%2Fb')).toBe('a/b')
  expect(readCookie('grove', 'grove_csrf=1')).toBeUndefined()
})

import { route } from '@grove/kernel/contract'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { CallError, issuesOf } from './call-error.ts'
import { createClient } from './client.ts'

const read = route({
  method: 'GET',
  path: '/api/things/:id',
  summary: '',
  access: 'public',
  input: z.object({ id: z.number() }),
  output: z.object({ id: z.number(), at: z.coerce.date() }),
})
const write = route({ ...read, method: 'POST', input: z.object({ id: z.number(), name: z.string() }) })
const answering = (body: unknown, status = 200) =>
  vi.fn<typeof fetch>(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }))

test('a refusal arrives with its code, its data and its field problems', async () => {
  const issues = [{ path: 'name', code: 'too_small', message: '' }]
  const client = createClient({ fetch: answering({ code: 'kernel.invalid_input', data: { issues } }, 422) })
  const error = await client.call(write, { id: 1, name: '' }).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(CallError)
  expect(error).toMatchObject({ code: 'kernel.invalid_input', status: 422 })
  expect(issuesOf(error)).toEqual(issues)
})

test('no network, no answer in time, no JSON: each has its own code', async () => {
  const onError = vi.fn<(error: CallError) => void>()
  const down = createClient({ fetch: () => Promise.reject(new TypeError('failed to fetch')), onError })
  await expect(down.call(read, { id: 1 })).rejects.toMatchObject({ code: 'client.offline', status: 0 })
  const hanging: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))))
  await expect(createClient({ fetch: hanging, timeoutMs: 1 }).call(read, { id: 1 })).rejects.toMatchObject({ code: 'client.timeout' })
  const stop = new AbortController()
  const cancelled = createClient({ fetch: hanging }).call(read, { id: 1 }, { signal: stop.signal })
  stop.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'client.cancelled' })
  await expect(createClient({ fetch: answering('<html>', 502) }).call(read, { id: 1 })).rejects.toMatchObject({
    code: 'client.bad_answer',
    status: 502,
  })
  expect(onError).toHaveBeenCalledTimes(1)
})

test('an answer outside the contract is refused where strict, passed on otherwise', async () => {
  const body = { id: 'seven', at: '2026-11-22T00:00:00Z' }
  await expect(createClient({ fetch: answering(body), strict: true }).call(read, { id: 7 })).rejects.toThrow('outside its contract')
  expect(await createClient({ fetch: answering(body) }).call(read, { id: 7 })).toEqual(body)
})

test('an answer is parsed: dates are dates', async () => {
  const client = createClient({ fetch: answering({ id: 7, at: '2026-11-22T00:00:00Z' }), strict: true })
  expect((await client.call(read, { id: 7 })).at).toEqual(new Date('2026-11-22T00:00:00Z'))
})

test('writes carry the CSRF token and the workspace, reads carry no token', async () => {
  const fetch = answering({ id: 7, at: '2026-11-22T00:00:00Z' })
  const client = createClient({ fetch, csrf: () => 'token', workspace: () => 3, locale: () => 'en' })
  await client.call(write, { id: 7, name: 'x' }, { idempotencyKey: 'once' })
  await client.call(read, { id: 7 })
  const [writing, reading] = fetch.mock.calls.map(([, init]) => init?.headers as Record<string, string>)
  expect(writing).toMatchObject({ 'x-grove-csrf': 'token', 'x-grove-workspace': '3', 'accept-language': 'en', 'idempotency-key': 'once' })
  expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"name":"x"}')
  expect(reading?.['x-grove-csrf']).toBeUndefined()
})

test('a download keeps the name the server gave', async () => {
  const fetch: typeof globalThis.fetch = async () =>
    new Response('a,b', { headers: { 'content-disposition': "attachment; filename*=UTF-8''%E6%88%90%E5%91%98.csv" } })
  const { blob, fileName } = await createClient({ fetch }).download(read, { id: 1 })
  expect(fileName).toBe('成员.csv')
  expect(await blob.text()).toBe('a,b')
})

import { once } from 'node:events'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'

test('a taken port is told in plain words', async () => {
  const first = await listen(new Hono(), { port: 0, host: '127.0.0.1' })
  await expect(listen(new Hono(), { port: first.port, host: '127.0.0.1' })).rejects.toThrow(`port ${first.port} is taken`)
  await first.close()
})

test('closing lets a running call finish and takes no new one', async () => {
  let arrived: () => void = () => undefined
  let release: () => void = () => undefined
  const running = new Promise<void>((done) => (arrived = done))
  const gate = new Promise<void>((done) => (release = done))
  const http = new Hono().get('/slow', async (c) => {
    arrived()
    await gate
    return c.text('finished')
  })
  const listening = await listen(http, { port: 0, host: '127.0.0.1' })
  const answer = fetch(`http://127.0.0.1:${listening.port}/slow`)
  await running
  const closed = listening.close()
  const late = connect(listening.port, '127.0.0.1')
  const [error] = (await once(late, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
  release()
  expect(await (await answer).text()).toBe('finished')
  await closed
})

test('a call that never ends is cut after the grace', async () => {
  let arrived: () => void = () => undefined
  const running = new Promise<void>((done) => (arrived = done))
  const http = new Hono().get('/stuck', async () => {
    arrived()
    return new Promise<Response>(() => undefined)
  })
  const listening = await listen(http, { port: 0, host: '127.0.0.1' })
  const answer = fetch(`http://127.0.0.1:${listening.port}/stuck`).catch((error: Error) => error.message)
  await running
  await listening.close(1)
  expect(await answer).toBe('fetch failed')
})

import { describe, expect, it } from 'vitest'
import { NO_VECTORS, vectors } from '../fixture/vectors.ts'
import { openCallback } from './callback-request.ts'
import { callbackKey, sealEnvelope } from './envelope.ts'

interface Case {
  readonly id: string
  readonly config: { readonly token: string; readonly encodingAESKey: string; readonly receiveid: string }
  readonly request: { readonly method: 'GET' | 'POST'; readonly url: string; readonly body: string | null }
  readonly expect: { readonly status?: number; readonly status_class?: string; readonly body?: string; readonly decrypted?: string }
}

const key = callbackKey({ token: 't0ken', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'ww1' })
const sealed = sealEnvelope(key, '<xml></xml>', { timestamp: '1760670070', nonce: 'n' })
const query = (more = '') =>
  new URLSearchParams(`msg_signature=${sealed.signature}&timestamp=${sealed.timestamp}&nonce=${sealed.nonce}${more}`)
const reason = (open: () => unknown) => {
  try {
    open()
    return 'opened'
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error)
  }
}

describe('a request of the platform', () => {
  it('refuses what is missing, double, old, huge, or no envelope', () => {
    const body = `<xml><Encrypt>${sealed.encrypt}</Encrypt></xml>`
    const post = (given: string, search = query(), options = {}) =>
      reason(() => openCallback(key, { method: 'POST', query: search, body: given }, options))
    expect(post(body)).toBe('opened')
    expect(post(body, query('&nonce=n'))).toBe('bad_query')
    expect(post(body, new URLSearchParams('timestamp=1'))).toBe('bad_query')
    expect(post(body, query(), { now: new Date((1_760_670_070 + 3601) * 1000) })).toBe('too_old')
    expect(post(body, query(), { now: new Date((1_760_670_070 - 3601) * 1000) })).toBe('too_old')
    expect(post(body, query(), { now: new Date((1_760_670_070 + 3599) * 1000) })).toBe('opened')
    expect(post(body, query(), { maxBytes: 20 })).toBe('too_large')
    expect(post('')).toBe('bad_xml')
    expect(post('<xml></xml>')).toBe('bad_envelope')
    expect(post('{"Encrypt":"a","encrypt":"b"}')).toBe('bad_envelope')
    expect(post('{')).toBe('bad_envelope')
    expect(post('<xml><Encrypt>@</Encrypt></xml>')).toBe('bad_base64')
    expect(reason(() => openCallback(key, { method: 'GET', query: query() }))).toBe('bad_query')
  })

  const reference = vectors<{ cases: Case[] }>('http-callback')
  it('answers every reference request as expected', ({ annotate }) => {
    if (!reference) return annotate(NO_VECTORS)
    for (const { id, config, request, expect: wanted } of reference.cases) {
      const theirs = callbackKey({ token: config.token, encodingAesKey: config.encodingAESKey, receiveId: config.receiveid })
      const { searchParams } = new URL(request.url, 'http://localhost')
      const open = () =>
        openCallback(theirs, { method: request.method, query: searchParams, ...(request.body === null ? {} : { body: request.body }) })
      if (id === 'post-xxe') expect([id, reason(open)]).toEqual([id, 'bad_xml'])
      else if (wanted.status_class === '4xx') expect([id, reason(open)]).not.toEqual([id, 'opened'])
      else {
        const opened = open()
        const said = opened.kind === 'verify' ? opened.echo : opened.xml
        expect([id, said]).toEqual([id, wanted.body ?? wanted.decrypted ?? said])
      }
    }
    return undefined
  })
})

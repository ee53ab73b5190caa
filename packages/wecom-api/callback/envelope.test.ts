import { describe, expect, it } from 'vitest'
import { NO_VECTORS, vectors } from '../fixture/vectors.ts'
import { answerXml, callbackKey, openEnvelope, sealEnvelope } from './envelope.ts'
import { readXml } from './xml.ts'

interface Sealed {
  readonly id: string
  readonly token: string | null
  readonly encodingAESKey: string
  readonly receiveid: string
  readonly timestamp: string | null
  readonly nonce: string | null
  readonly msg_signature: string
  readonly encrypt: string
  readonly random_hex: string
  readonly message: string
  readonly expect: { readonly message: string; readonly encrypt: string; readonly msg_signature: string | null }
}

const keyOf = (given: Sealed) => callbackKey({ token: given.token ?? '', encodingAesKey: given.encodingAESKey, receiveId: given.receiveid })
const envelopeOf = (given: Sealed) => ({
  signature: given.msg_signature,
  timestamp: given.timestamp ?? '',
  nonce: given.nonce ?? '',
  encrypt: given.encrypt,
})

const own = { token: 'QDG6eK', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'ww6a112864f8022910' }

describe('the envelope of a callback', () => {
  it('refuses what is not an EncodingAESKey', () => {
    for (const encodingAesKey of ['', 'short', `${own.encodingAesKey}=`, `${own.encodingAesKey.slice(1)}+`]) {
      expect(() => callbackKey({ ...own, encodingAesKey })).toThrow('43 letters')
    }
  })

  it('refuses another token, receiver, nonce, time, and a signature of another length', () => {
    const key = callbackKey(own)
    const sealed = sealEnvelope(key, 'hello', { timestamp: '1409659589', nonce: '263014780' })
    expect(openEnvelope(key, sealed)).toBe('hello')
    const reason = (change: Partial<typeof sealed>, as = key) => {
      try {
        return openEnvelope(as, { ...sealed, ...change })
      } catch (error) {
        return (error as { reason: string }).reason
      }
    }
    expect(reason({ nonce: '1' })).toBe('bad_signature')
    expect(reason({ nonce: '１' })).toBe('bad_query')
    expect(reason({ timestamp: '1409659590' })).toBe('bad_signature')
    expect(reason({ signature: '' })).toBe('bad_signature')
    expect(reason({ signature: `${sealed.signature}0` })).toBe('bad_signature')
    expect(reason({}, callbackKey({ ...own, token: 'other' }))).toBe('bad_signature')
    expect(reason({}, callbackKey({ ...own, receiveId: 'ww0000000000000000' }))).toBe('wrong_receiver')
  })

  it('opens what it sealed, of any length', () => {
    const key = callbackKey(own)
    for (let length = 0; length < 70; length++) {
      const message = '群'.repeat(length)
      expect(openEnvelope(key, sealEnvelope(key, message, { timestamp: '1', nonce: 'n' }))).toBe(message)
    }
  })

  const good = vectors<{ cases: Sealed[] }>('crypto-decrypt')
  it('opens every sealed reference case', ({ annotate }) => {
    if (!good) return annotate(NO_VECTORS)
    const opened = good.cases.map((given) => [given.id, openEnvelope(keyOf(given), envelopeOf(given))])
    expect(opened).toEqual(good.cases.map((given) => [given.id, given.expect.message]))
    expect(opened.length).toBeGreaterThanOrEqual(40)
    return undefined
  })

  const bad = vectors<{ cases: Sealed[]; badkeys: Sealed[] }>('crypto-negative')
  it('refuses every broken reference case', ({ annotate }) => {
    if (!bad) return annotate(NO_VECTORS)
    const opened = bad.cases.filter((given) => {
      try {
        openEnvelope(keyOf(given), envelopeOf(given))
        return true
      } catch {
        return false
      }
    })
    expect(opened.map(({ id }) => id)).toEqual([])
    for (const given of bad.badkeys) expect(() => keyOf({ ...given, token: '', receiveid: '' })).toThrow('43 letters')
    return undefined
  })

  const sealing = vectors<{ cases: Sealed[] }>('crypto-encrypt')
  it('seals like the platform, byte for byte', ({ annotate }) => {
    if (!sealing) return annotate(NO_VECTORS)
    for (const given of sealing.cases) {
      const random = Buffer.from(given.random_hex, 'hex')
      const sealed = sealEnvelope(keyOf(given), given.message, { timestamp: given.timestamp ?? '', nonce: given.nonce ?? '', random })
      expect([given.id, sealed.encrypt]).toEqual([given.id, given.expect.encrypt])
      if (given.expect.msg_signature !== null) expect([given.id, sealed.signature]).toEqual([given.id, given.expect.msg_signature])
    }
    return undefined
  })

  it('answers in the form the platform reads', () => {
    const sealed = sealEnvelope(callbackKey(own), 'success', { timestamp: '1409659813', nonce: '1372623149' })
    const read = readXml(answerXml(sealed)).children.map(({ name, text }) => [name, text])
    expect(Object.fromEntries(read)).toEqual({
      Encrypt: sealed.encrypt,
      MsgSignature: sealed.signature,
      TimeStamp: '1409659813',
      Nonce: '1372623149',
    })
  })
})

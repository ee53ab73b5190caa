import { describe, expect, it } from 'vitest'
import { NO_VECTORS, vectors } from './fixture/vectors.ts'
import { jssdkSignature } from './jssdk-signature.ts'

interface Case {
  readonly id: string
  readonly jsapi_ticket: string
  readonly noncestr: string
  readonly timestamp: number
  readonly url: string
  readonly expect: { readonly signature: string }
}

describe('the signature of a page inside WeCom', () => {
  it('leaves the fragment out', () => {
    const given = { ticket: 't', nonce: 'n', timestamp: 1 }
    expect(jssdkSignature({ ...given, url: 'https://a.cn/x#y' })).toBe(jssdkSignature({ ...given, url: 'https://a.cn/x' }))
    expect(jssdkSignature({ ...given, url: 'https://a.cn/y' })).not.toBe(jssdkSignature({ ...given, url: 'https://a.cn/x' }))
  })

  const reference = vectors<{ cases: Case[] }>('jssdk-signature')
  it('is that of every reference case', ({ annotate }) => {
    if (!reference) return annotate(NO_VECTORS)
    for (const { id, jsapi_ticket: ticket, noncestr: nonce, timestamp, url, expect: wanted } of reference.cases) {
      expect([id, jssdkSignature({ ticket, nonce, timestamp, url })]).toEqual([id, wanted.signature])
    }
    return undefined
  })
})

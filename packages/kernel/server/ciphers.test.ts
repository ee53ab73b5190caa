import { expect, it } from 'vitest'
import { aesGcm, chachaPoly } from './ciphers.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const text = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('hex')

it('hides by ChaCha20-Poly1305 as RFC 8439, 2.8.2, says', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => 0x80 + at))
  const nonce = hex('070000004041424344454647')
  const scope = hex('50515253c0c1c2c3c4c5c6c7')
  const clear = Buffer.from(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  )
  const expected = hex(`d31a8d34648e60db7b86afbc53ef7ec2 a4aded51296e08fea9e2b5a736ee62d6 3dbea45e8ca9671282fafb69da92728b
    1a71de0a9e060b2905d6a5b67ecd3b36 92ddbd7f2d778b8c9803aee328091b58 fab324e4fad675945585808b4831d7bc 3ff4def08e4b7a9de576d26586cec64b
    6116 1ae10b594f09e26a7e902ecbd0600691`)
  const cipher = chachaPoly(key)
  expect(text(cipher.hide(clear, nonce, scope))).toBe(expected.toString('hex'))
  expect(cipher.show(expected, nonce, scope)).toEqual(clear)
})

it('hides by AES-256-GCM as test case 16 of its specification says', () => {
  const cipher = aesGcm(hex('feffe9928665731c6d6a8f9467308308 feffe9928665731c6d6a8f9467308308'))
  const nonce = hex('cafebabefacedbaddecaf888')
  const scope = hex('feedfacedeadbeeffeedfacedeadbeef abaddad2')
  const clear = hex(`d9313225f88406e5a55909c5aff5269a 86a7a9531534f7da2e4c303d8a318a72 1c3c0c95956809532fcf0e2449a6b525
    b16aedf5aa0de657ba637b39`)
  const expected = hex(`522dc1f099567d07f47f37a32a84427d 643a8cdcbfe5c0c97598a2bd2555d1aa 8cb08e48590dbb3da7b08b1056828838
    c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b`)
  expect(text(cipher.hide(clear, nonce, scope))).toBe(expected.toString('hex'))
  expect(cipher.show(expected, nonce, scope)).toEqual(clear)
})

it.each([
  ['AES-256-GCM', aesGcm],
  ['ChaCha20-Poly1305', chachaPoly],
])('%s notices every changed bit, another nonce, scope and key, and something too short', (_, make) => {
  const [nonce, scope] = [Buffer.alloc(12, 1), Buffer.from('here')]
  const cipher = make(Buffer.alloc(32, 2))
  const hidden = Buffer.concat(cipher.hide(Buffer.from('13800138000'), nonce, scope))
  for (let bit = 0; bit < hidden.length * 8; bit++) {
    const changed = Buffer.from(hidden)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => cipher.show(changed, nonce, scope)).toThrow(/authenticate/)
  }
  expect(() => cipher.show(hidden, Buffer.alloc(12, 9), scope)).toThrow(/authenticate/)
  expect(() => cipher.show(hidden, nonce, Buffer.from('there'))).toThrow(/authenticate/)
  expect(() => make(Buffer.alloc(32, 3)).show(hidden, nonce, scope)).toThrow(/authenticate/)
  expect(() => cipher.show(hidden.subarray(0, 12), nonce, scope)).toThrow(/plaintextLength/)
  expect(cipher.show(hidden, nonce, scope).toString()).toBe('13800138000')
})

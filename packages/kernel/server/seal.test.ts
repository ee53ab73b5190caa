import { createCipheriv, createHmac, hkdfSync } from 'node:crypto'
import { expect, it } from 'vitest'
import type { WorkspaceId } from '../contract/index.ts'
import { createSealer, SealError } from './seal.ts'

const here = 1 as WorkspaceId
const elsewhere = 2 as WorkspaceId
const [first, second] = ['first-secret-of-the-installation!!', 'second-secret-of-the-installation!']

it('opens for its own workspace, purpose and key only, and notices every changed byte', () => {
  const sealer = createSealer([first], here)
  const sealed = sealer.seal('phone', '13800138000')
  expect(sealer.open('phone', sealed)).toBe('13800138000')
  expect(() => createSealer([first], elsewhere).open('phone', sealed)).toThrow(SealError)
  expect(() => sealer.open('email', sealed)).toThrow(SealError)
  expect(() => createSealer([second], here).open('phone', sealed)).toThrow(/GROVE_KEY_OLD/)
  for (let at = 7; at < sealed.length; at++) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
    if (Buffer.from(changed.slice(7), 'base64url').equals(Buffer.from(sealed.slice(7), 'base64url'))) continue
    expect(() => sealer.open('phone', changed)).toThrow(SealError)
  }
  expect(() => sealer.open('phone', '13800138000')).toThrow(SealError)
})

it('holds nothing of the value, takes any text, and parts of files', () => {
  const sealer = createSealer([first], here)
  for (const text of ['x', '😀汉字', 'a'.repeat(5000)]) expect(sealer.open('import', sealer.seal('import', text))).toBe(text)
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251)
  const sealed = sealer.sealBytes('import', bytes)
  expect(sealed.includes(Buffer.from(bytes.subarray(0, 40)))).toBe(false)
  expect(sealer.openBytes('import', sealed)).toEqual(Buffer.from(bytes))
})

it('digests alike within a workspace, differently elsewhere, for another purpose or key', () => {
  const digest = createSealer([first], here).digest('phone', '13800138000')
  expect(createSealer([first], here).digest('phone', '13800138000')).toBe(digest)
  const others = [
    createSealer([first], elsewhere).digest('phone', '13800138000'),
    createSealer([first], here).digest('tail', '13800138000'),
    createSealer([second], here).digest('phone', '13800138000'),
    createSealer([first], here).digest('phone', '13800138001'),
  ]
  expect(new Set([digest, ...others]).size).toBe(5)
})

it('digests by HMAC-SHA-256, however long the text', () => {
  const sealer = createSealer([first], here)
  const index = Buffer.from(hkdfSync('sha256', first, 'workspace 1', 'grove index', 32))
  for (const text of ['', '13800138000', '汉'.repeat(300), 'x']) {
    const whole = createHmac('sha256', index).update(`phone\0${text}`).digest()
    expect(sealer.digest('phone', text)).toBe(`${sealer.keyId}.${whole.subarray(0, 16).toString('base64url')}`)
  }
})

it('seals with the new key and still opens and finds what the old one sealed', () => {
  const before = createSealer([first], here)
  const after = createSealer([second, first], here)
  expect(after.open('phone', before.seal('phone', '13800138000'))).toBe('13800138000')
  expect(after.digests('phone', '13800138000')).toContain(before.digest('phone', '13800138000'))
  expect(after.seal('phone', '1').startsWith(after.keyId)).toBe(true)
  expect(after.keyId).not.toBe(before.keyId)
})

it('never uses a nonce twice', () => {
  const sealer = createSealer([first], here)
  const nonces = new Set<string>()
  for (let at = 0; at < 20_000; at++) nonces.add(sealer.seal('phone', String(at)).slice(7, 23))
  expect(nonces.size).toBe(20_000)
})

it('opens what was sealed by AES-256-GCM before, and refuses it under another sign', () => {
  const sealer = createSealer([first], here)
  const cipher = createCipheriv(
    'aes-256-gcm',
    Buffer.from(hkdfSync('sha256', first, 'workspace 1', 'grove cipher', 32)),
    Buffer.alloc(12, 7),
  )
  cipher.setAAD(Buffer.from('1\0phone'))
  const bytes = Buffer.concat([Buffer.alloc(12, 7), cipher.update('13800138000'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
  expect(() => sealer.open('phone', `${sealer.keyId}~${bytes}`)).toThrow(SealError)
  expect(() => sealer.open('phone', `${sealer.keyId}_${bytes}`)).toThrow(SealError)
  expect(sealer.open('phone', `${sealer.keyId}.${bytes}`)).toBe('13800138000')
})

import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { CallbackRefused } from './callback-refused.ts'

const BLOCK = 32
const RANDOM_BYTES = 16
const HEAD = RANDOM_BYTES + 4
const AES_KEY = /^[A-Za-z0-9]{43}$/
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
/** What is signed is sorted by bytes; within ASCII that is the order of JavaScript strings. */
const ASCII = /^[\x20-\x7e]*$/

/** What one callback address is set up with. */
export interface CallbackKey {
  readonly token: string
  readonly aesKey: Buffer
  /** corpid of a self-built app; a suite id, or empty, in other set-ups. */
  readonly receiveId: string
}

/** @throws CallbackRefused when the EncodingAESKey is not one */
export function callbackKey(settings: { token: string; encodingAesKey: string; receiveId: string }): CallbackKey {
  if (!AES_KEY.test(settings.encodingAesKey)) throw new CallbackRefused('bad_aes_key', 'EncodingAESKey has 43 letters and digits')
  // The 43rd letter carries two bits too many; base64 drops them.
  const aesKey = Buffer.from(`${settings.encodingAesKey}=`, 'base64')
  return { token: settings.token, aesKey, receiveId: settings.receiveId }
}

/** sha1 over the four values in byte order. */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypt: string): string {
  const parts = [token, timestamp, nonce, encrypt]
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}

export interface Envelope {
  readonly signature: string
  readonly timestamp: string
  readonly nonce: string
  readonly encrypt: string
}

/** Checks who sealed it, opens it, checks for whom. Nothing of it is used before the signature is right. @throws CallbackRefused */
export function openEnvelope(key: CallbackKey, envelope: Envelope): string {
  const { timestamp, nonce, encrypt } = envelope
  if (!ASCII.test(timestamp) || !ASCII.test(nonce)) throw new CallbackRefused('bad_query', 'timestamp or nonce is not ASCII')
  if (!BASE64.test(encrypt) || encrypt.length % 4 !== 0) throw new CallbackRefused('bad_base64', 'not base64')
  const expected = signatureOf(key.token, timestamp, nonce, encrypt)
  if (!sameText(expected, envelope.signature)) throw new CallbackRefused('bad_signature', 'signature does not fit')
  return unseal(key, Buffer.from(encrypt, 'base64'))
}

function unseal(key: CallbackKey, sealed: Buffer): string {
  if (sealed.length === 0 || sealed.length % 16 !== 0) throw new CallbackRefused('bad_cipher', 'length is no multiple of 16')
  const plain = decrypt(key.aesKey, sealed)
  const body = plain.length - padOf(plain)
  if (body < HEAD) throw new CallbackRefused('bad_cipher', 'shorter than its own head')
  const end = HEAD + plain.readUInt32BE(RANDOM_BYTES)
  if (end > body) throw new CallbackRefused('bad_cipher', 'message is longer than what came')
  if (!sameText(plain.toString('utf8', end, body), key.receiveId)) throw new CallbackRefused('wrong_receiver', 'sealed for somebody else')
  return plain.toString('utf8', HEAD, end)
}

function decrypt(aesKey: Buffer, sealed: Buffer): Buffer {
  // Padding is to 32 bytes, which Node's own check doesn't know.
  const decipher = createDecipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([decipher.update(sealed), decipher.final()])
}

function padOf(plain: Buffer): number {
  const pad = plain[plain.length - 1] ?? 0
  if (pad < 1 || pad > BLOCK || pad > plain.length) throw new CallbackRefused('bad_cipher', 'padding out of range')
  for (let at = plain.length - pad; at < plain.length; at++) {
    if (plain[at] !== pad) throw new CallbackRefused('bad_cipher', 'padding not of one piece')
  }
  return pad
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Seals a message the way the platform does: for answers to callbacks and for whoever plays the platform. */
export function sealEnvelope(
  key: CallbackKey,
  message: string,
  given: { readonly timestamp: string; readonly nonce: string; readonly random?: Buffer },
): Envelope {
  const text = Buffer.from(message)
  const receiver = Buffer.from(key.receiveId)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const bare = Buffer.concat([given.random ?? randomBytes(RANDOM_BYTES), length, text, receiver])
  const pad = BLOCK - (bare.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key.aesKey, key.aesKey.subarray(0, 16)).setAutoPadding(false)
  const encrypt = Buffer.concat([cipher.update(Buffer.concat([bare, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
  const { timestamp, nonce } = given
  return { signature: signatureOf(key.token, timestamp, nonce, encrypt), timestamp, nonce, encrypt }
}

/** The body of a passive answer. */
export function answerXml(envelope: Envelope): string {
  return `<xml><Encrypt><![CDATA[${envelope.encrypt}]]></Encrypt><MsgSignature><![CDATA[${envelope.signature}]]></MsgSignature><TimeStamp>${envelope.timestamp}</TimeStamp><Nonce><![CDATA[${envelope.nonce}]]></Nonce></xml>`
}

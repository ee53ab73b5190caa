import { createHash, hkdfSync, randomFillSync } from 'node:crypto'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { WorkspaceId } from '../contract/index.ts'
import type { App } from './app.ts'
import { aesGcm, type Cipher, chachaPoly, NONCE, TAG } from './ciphers.ts'

/** Keeps short personal texts (a phone, an e-mail) unreadable in the database, and findable by their exact value. */
export interface Sealer {
  /** Name of the key that new values are sealed with. */
  readonly keyId: string
  /** ChaCha20-Poly1305; `purpose` (and the workspace) must be the same on opening. */
  seal(purpose: string, text: string): string
  /** @throws SealError when the key is not there or the value was tampered with */
  open(purpose: string, sealed: string): string
  /** The same for parts of files, by AES-256-GCM. */
  sealBytes(purpose: string, bytes: Uint8Array): Buffer
  openBytes(purpose: string, sealed: Uint8Array): Buffer
  /** Keyed digest by which an exact value is found; the same for one workspace, purpose and key. */
  digest(purpose: string, text: string): string
  /** Takes over what another thread made of a value with the same keys: for a while it is not made again. */
  learn(purpose: string, text: string, made: { readonly sealed: string; readonly digest: string }): void
  /** The digest under every key of the ring, the current one first: what a search must ask for while keys are being changed. */
  digests(purpose: string, text: string): readonly string[]
}

/** A value whose key is not on the ring any more, or that is none of ours. */
export class SealError extends Error {}

interface Key {
  readonly id: string
  readonly ciphers: Readonly<Record<Sign, Cipher>>
  /** HMAC-SHA-256; good until the next call. */
  readonly digest: (text: string) => Buffer
}

const ID = 6
/** In place of a key's name: a value from before there was sealing; the next change of keys seals it. */
const UNSEALED = 'clear0'
/** Stands behind the name of the key and says how a text was sealed: `.` AES-256-GCM, as all were until there was `~`, ChaCha20-Poly1305. */
type Sign = '.' | '~'
const MEMO = 8192
const SEALERS = 10_000
const sealersOf = new WeakMap<App, Map<WorkspaceId, Sealer>>()

/** The sealer of a workspace: its keys are derived from the program's keys, so equal phones of two workspaces look different. */
export function sealerOf(ctx: { readonly app: App; readonly workspaceId: WorkspaceId }): Sealer {
  const known = sealersOf.get(ctx.app) ?? new Map<WorkspaceId, Sealer>()
  sealersOf.set(ctx.app, known)
  const found = known.get(ctx.workspaceId)
  if (found) return found
  const { secret, keys } = ctx.app.config
  const made = createSealer(keys?.length ? keys : [secret], ctx.workspaceId)
  if (known.size >= SEALERS) known.clear()
  known.set(ctx.workspaceId, made)
  return made
}

/**
 * `secrets`: the current one first, then those that older values were sealed with. `remembered`: purposes whose values are asked for again soon;
 * all unless told.
 */
export function createSealer(
  secrets: readonly string[],
  workspaceId: WorkspaceId,
  { remembered }: { readonly remembered?: readonly string[] } = {},
): Sealer {
  const ring = secrets.map((secret) => keyOf(secret, workspaceId))
  const [current] = ring
  if (!current) throw new Error('a sealer needs a key')
  const byId = new Map(ring.map((key) => [key.id, key]))
  const scopes = new Map<string, Buffer>()
  const scope = (purpose: string) => {
    const known = scopes.get(purpose) ?? Buffer.from(`${workspaceId}\0${purpose}`)
    scopes.set(purpose, known)
    return known
  }
  const digestWith = (key: Key, purpose: string, text: string) =>
    `${key.id}.${key.digest(`${purpose}\0${text}`).toString('base64url', 0, 16)}`
  const hide = (sign: Sign, purpose: string, clear: Uint8Array): readonly Uint8Array[] => {
    const nonce = nextNonce()
    return [nonce, ...current.ciphers[sign].hide(clear, nonce, scope(purpose))]
  }
  const show = (id: string, sign: string, purpose: string, bytes: Uint8Array): Buffer => {
    const cipher = isSign(sign) ? byId.get(id)?.ciphers[sign] : undefined
    if (!cipher || bytes.length < NONCE + TAG) throw new SealError('no key for a sealed value: is one missing in GROVE_KEY_OLD?')
    try {
      return cipher.show(bytes.subarray(NONCE), bytes.subarray(0, NONCE), scope(purpose))
    } catch {
      throw new SealError('a sealed value was changed outside the program')
    }
  }
  const digest = memo(remembered, (purpose, text) => digestWith(current, purpose, text))
  const seal = memo(remembered, (purpose, text) => `${current.id}~${joined(hide('~', purpose, Buffer.from(text)))}`)
  return {
    keyId: current.id,
    seal: seal.of,
    learn: (purpose, text, made) => {
      seal.learn(purpose, text, made.sealed)
      digest.learn(purpose, text, made.digest)
    },
    open: (purpose, sealed) =>
      sealed.startsWith(`${UNSEALED}.`)
        ? sealed.slice(ID + 1)
        : show(sealed.slice(0, ID), sealed.charAt(ID), purpose, Buffer.from(sealed.slice(ID + 1), 'base64url')).toString(),
    sealBytes: (purpose, bytes) => Buffer.concat([Buffer.from(current.id), ...hide('.', purpose, bytes)]),
    openBytes: (purpose, sealed) => show(Buffer.from(sealed.subarray(0, ID)).toString('latin1'), '.', purpose, sealed.subarray(ID)),
    digest: digest.of,
    digests: (purpose, text) =>
      ring.length === 1
        ? [digest.of(purpose, text)]
        : [digest.of(purpose, text), ...ring.slice(1).map((key) => digestWith(key, purpose, text))],
  }
}

function keyOf(secret: string, workspaceId: WorkspaceId): Key {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, `workspace ${workspaceId}`, `grove ${use}`, 32))
  const id = createHash('sha256').update(`grove key id\0${secret}`).digest('base64url').slice(0, ID)
  return { id, ciphers: { '.': aesGcm(derive('cipher')), '~': chachaPoly(derive('text')) }, digest: digester(derive('index')) }
}

const isSign = (sign: string): sign is Sign => sign === '.' || sign === '~'

let scratch = Buffer.allocUnsafeSlow(1024)

function joined(parts: readonly Uint8Array[]): string {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  if (length > scratch.length) scratch = Buffer.allocUnsafeSlow(length * 2)
  let at = 0
  for (const part of parts) {
    scratch.set(part, at)
    at += part.length
  }
  return scratch.toString('base64url', 0, length)
}

/** The key goes into the state once; of node:crypto each digest of a short text would make an object that costs more than the digest. */
function digester(secret: Uint8Array): Key['digest'] {
  const keyed = hmac.create(sha256, secret)
  const state = keyed.clone()
  const out = Buffer.alloc(keyed.outputLen)
  return (text) => {
    keyed._cloneInto(state)
    state.update(Buffer.from(text)).digestInto(out)
    return out
  }
}

/**
 * One batch asks for the same value several times (record, identity, search); remembered for about that long. Each purpose by itself: of the
 * last four digits there are but ten thousand, and phones must not drive them out.
 */
function memo(remembered: readonly string[] | undefined, make: (purpose: string, text: string) => string): Memo {
  const shelves = new Map<string, { recent: Map<string, string>; before: Map<string, string> }>()
  const shelfOf = (purpose: string) => {
    const shelf = shelves.get(purpose) ?? { recent: new Map<string, string>(), before: new Map<string, string>() }
    if (shelf.recent.size === 0) shelves.set(purpose, shelf)
    return shelf
  }
  const learn: Memo['learn'] = (purpose, text, value) => {
    const shelf = shelfOf(purpose)
    if (shelf.recent.size >= MEMO) {
      shelf.before = shelf.recent
      shelf.recent = new Map()
    }
    shelf.recent.set(text, value)
  }
  const of: Memo['of'] = (purpose, text) => {
    if (text.length > 200 || (remembered && !remembered.includes(purpose))) return make(purpose, text)
    const shelf = shelfOf(purpose)
    const known = shelf.recent.get(text)
    if (known !== undefined) return known
    const value = shelf.before.get(text) ?? make(purpose, text)
    learn(purpose, text, value)
    return value
  }
  return { of, learn }
}

interface Memo {
  readonly of: (purpose: string, text: string) => string
  readonly learn: (purpose: string, text: string, value: string) => void
}

const pool = Buffer.alloc(NONCE * 512)
let used = pool.length

/** Random bytes are dear one by one. Good until the next call, which may fill the pool again. */
function nextNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += NONCE
  return pool.subarray(used - NONCE, used)
}

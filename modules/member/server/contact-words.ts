import type { Sealer } from '@grove/kernel/server'
import type { SealedChannel } from '../domain/mask.ts'

/** A phone or an e-mail as an identity says it. */
export interface ContactKey {
  readonly channel: SealedChannel
  readonly key: string
}

/** `<name of the key>.`, with which every digest begins. */
const NAME = 7
/** Of the digest of the last four digits: 48 bits tell ten thousand apart. */
const TAIL = 8
export const PHONE_KEY_LENGTH = NAME + TAIL + 22

/**
 * What a phone or an e-mail stands under in `member_identity`: its keyed digest. A phone has the beginning of the digest of its last four
 * digits before it, so that all phones that end alike are one range of the primary key.
 */
export function contactKey(sealer: Sealer, channel: SealedChannel, clear: string): string {
  const digest = sealer.digest(channel, clear)
  return channel === 'phone' ? behindTail(sealer.digest('tail', clear.slice(-4)), digest) : digest
}

/** The same under every key of the ring, the current one first. */
export function contactKeys(sealer: Sealer, channel: SealedChannel, clear: string): string[] {
  const digests = sealer.digests(channel, clear)
  if (channel !== 'phone') return [...digests]
  const tails = sealer.digests('tail', clear.slice(-4))
  return digests.map((digest, at) => behindTail(tails[at] ?? '', digest))
}

/** What the keys of all phones begin with that end in these four digits, under every key of the ring. */
export const tailKeys = (sealer: Sealer, tail: string): string[] => sealer.digests('tail', tail).map(endingOf)

const endingOf = (tail: string) => tail.slice(0, NAME + TAIL)
const behindTail = (tail: string, digest: string) => endingOf(tail) + digest.slice(NAME)

/**
 * Word of the search of somebody on whose record a phone or e-mail stands that is another member's identity, or nobody's: those alone need
 * one. What somebody types never looks like it.
 */
export const contactWord = ({ channel, key }: ContactKey): string => `=${channel}:${key}`

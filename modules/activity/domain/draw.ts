import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export interface Ticket {
  /** In the order they were taken, from 1. */
  readonly number: number
  readonly weight: number
  /** Comes first for the last prize: went away empty too often. */
  readonly first: boolean
  /** For each prize, in their order, how many count for it; left out where no prize has rules of its own. */
  readonly each?: readonly number[] | undefined
}
export interface Drawn {
  /** Index of the prize. */
  readonly prize: number
  readonly number: number
}

export const hash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** What is published before the start: whoever has it can check the seed that is shown after. */
export const commitmentOf = (seed: string): string => hash(`grove activity seed ${seed}`)

/** What the draw depends on besides the seed: every ticket, so that none can be added or left out afterwards. */
export const digestOf = (tickets: readonly Ticket[]): string =>
  hash(
    tickets.map(({ number, weight, first, each }) => `${number}:${weight}:${first ? 1 : 0}${each ? `:${each.join(',')}` : ''}`).join('\n'),
  )

const SPAN = 2 ** 52

/** The nth chance of a stream, evenly over 0 … below-1; the bias is below/2^52. */
function chance(stream: string, n: number, below: number): number {
  const value = Number.parseInt(hash(`${stream}|${n}`).slice(0, 13), 16)
  return Math.floor((value / SPAN) * below)
}

/**
 * Draws so many winners for each prize, the first prize first; nobody wins twice. Everything follows from seed and tickets: with both at hand
 * anybody gets the same. Places of the last prize go to tickets that come first, as far as there are any without a prize.
 */
export function draw(seed: string, tickets: readonly Ticket[], prizes: readonly { readonly n: number }[]): Drawn[] {
  const stream = `${seed}|${digestOf(tickets)}`
  const sorted = tickets.toSorted((a, b) => a.number - b.number)
  const winners: Drawn[] = []
  const taken = new Set<number>()
  let turn = 0
  for (const [prize, { n }] of prizes.entries()) {
    const left = sorted.flatMap((ticket) => {
      const weight = ticket.each?.[prize] ?? ticket.weight
      return weight > 0 && !taken.has(ticket.number) ? [{ ...ticket, weight }] : []
    })
    for (let place = 0; place < n && left.length > 0; place++) {
      const firsts = prize === prizes.length - 1 ? left.filter((ticket) => ticket.first) : []
      const among = firsts.length > 0 ? firsts : left
      const picked = pick(among, chance(stream, turn++, sum(among)))
      winners.push({ prize, number: picked.number })
      taken.add(picked.number)
      left.splice(left.indexOf(picked), 1)
    }
  }
  return winners
}

const sum = (tickets: readonly Ticket[]) => tickets.reduce((total, ticket) => total + ticket.weight, 0)

function pick(tickets: readonly Ticket[], at: number): Ticket {
  let passed = 0
  for (const ticket of tickets) {
    passed += ticket.weight
    if (at < passed) return ticket
  }
  return tickets.at(-1) as Ticket
}

/** The letter of a throw, A for one … F for six. */
export const throwOf = (seed: string, round: number): string => 'ABCDEF'.charAt(chance(`${seed}|dice`, round, 6))

/** A packet of points in so many parts, each at least 1, by chance; the same for the same seed. */
export function partsOf(seed: string, points: number, parts: number): number[] {
  if (parts <= 0) return []
  const spare = Math.max(0, points - parts)
  // Cuts of a stick: sorted chances, their distances are the parts.
  const cuts = Array.from({ length: parts - 1 }, (_, n) => chance(`${seed}|packet`, n, spare + 1)).toSorted((a, b) => a - b)
  return Array.from({ length: parts }, (_, n) => 1 + (cuts[n] ?? spare) - (cuts[n - 1] ?? 0))
}

/** The list in an order of chance; the same for the same seed. */
export function shuffled<T>(seed: string, list: readonly T[]): T[] {
  const copy = [...list]
  for (let at = copy.length - 1; at > 0; at--) {
    const other = chance(`${seed}|shuffle`, at, at + 1)
    ;[copy[at], copy[other]] = [copy[other] as T, copy[at] as T]
  }
  return copy
}

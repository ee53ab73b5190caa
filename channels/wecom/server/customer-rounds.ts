import { type WecomClient, WecomError } from '@grove/wecom-api'
import type { SeenCustomer } from './copy-customers.ts'
import { seePagesOf } from './see-platform.ts'

/** Pages of one list come one after the other, each with the cursor of the one before; lists of different staff are walked side by side. */
interface Chain {
  /** Which portion of the staff. */
  readonly portion: number
  readonly cursor: string | null
}

/** Where the walk through all lists stands. */
export interface Round {
  /** Members of staff in a portion. */
  readonly width: number
  /** The next portion to begin with. */
  readonly next: number
  readonly open: readonly Chain[]
}

/** As many calls at once as the client makes. */
const SIDE_BY_SIDE = 8
/** More portions than that, so that a long list at the end does not run alone. */
const PORTIONS = 4 * SIDE_BY_SIDE
/** What the platform takes in one call. */
const MOST_STAFF = 100

export function roundAt(place: string | null, staff: number): Round {
  if (place) return JSON.parse(place) as Round
  return { width: Math.min(MOST_STAFF, Math.max(1, Math.ceil(staff / PORTIONS))), next: 0, open: [] }
}

/** The round with as many lists as go side by side; nothing open: everything has been seen. */
export function filled(round: Round, staff: number): Round {
  const left = Math.max(0, Math.ceil(staff / round.width) - round.next)
  const fresh = Math.min(SIDE_BY_SIDE - round.open.length, left)
  const begun = Array.from({ length: Math.max(0, fresh) }, (_, at): Chain => ({ portion: round.next + at, cursor: null }))
  const open = [...round.open, ...begun].filter((chain) => chain.portion * round.width < staff)
  return { ...round, next: round.next + begun.length, open }
}

/**
 * Some pages of each open list, each customer once, and where it goes on. A list that fails stays where it was.
 * @throws WecomError when not one of them could be read, or the account is set up wrong
 */
export async function seeRound(
  client: WecomClient,
  userids: readonly string[],
  round: Round,
): Promise<{ readonly customers: SeenCustomer[]; readonly next: Round }> {
  const portionOf = (at: number) => userids.slice(at * round.width, (at + 1) * round.width)
  const seen = await Promise.allSettled(round.open.map(({ portion, cursor }) => seePagesOf(client, portionOf(portion), cursor)))
  const failures = seen.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const grave = failures.find((error) => !(error instanceof WecomError) || error.kind === 'configuration')
  if (grave !== undefined || failures.length === seen.length) throw grave ?? failures[0]
  const byId = new Map<string, SeenCustomer>()
  const open = round.open.flatMap((chain, at): Chain[] => {
    const one = seen[at]
    if (one?.status !== 'fulfilled') return [chain]
    for (const customer of one.value.customers) {
      const known = byId.get(customer.externalUserid)
      byId.set(customer.externalUserid, known ? { ...known, follows: [...known.follows, ...customer.follows] } : customer)
    }
    return one.value.next === null ? [] : [{ ...chain, cursor: one.value.next }]
  })
  return { customers: [...byId.values()], next: { ...round, open } }
}

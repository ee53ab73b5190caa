import { dayOf, type LocalDay } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import type { PlannedTouches, TouchForecast, Unreached } from '@grove/playbook-kit/server'
import type { QuotaPeriod } from '../domain/quota-period.ts'
import { type CountedAccount, countedAccounts, periodAt } from './quota-rules.ts'
import { listLacking, listShort, type PlaceOfCommunity, readPlaces, spentByGroups, spentByMembers } from './store-forecast.ts'

/** The n-th touch of a period, from 1. */
interface Turn extends QuotaPeriod {
  readonly at: Date
  readonly turn: number
}

function turnsOf(account: CountedAccount, moments: readonly Date[]): Turn[] {
  const counts = new Map<LocalDay, number>()
  return [...moments]
    .sort((a, b) => a.getTime() - b.getTime())
    .map((at) => {
      const period = periodAt(account, at)
      const turn = (counts.get(period.since) ?? 0) + 1
      counts.set(period.since, turn)
      return { ...period, at, turn }
    })
}

/** Each day once, with the touch that leaves out the most. */
function byDay(level: Unreached['level'], found: readonly (Unreached & { readonly count: number })[]): Unreached[] {
  const days = new Map<string, Unreached>()
  for (const one of found) if (one.count > (days.get(one.day)?.count ?? 0)) days.set(one.day, { ...one, level })
  return [...days.values()]
}

async function foresee(ctx: Ctx, planned: PlannedTouches): Promise<Unreached[]> {
  const accounts = await countedAccounts(ctx)
  if (accounts.length === 0) return []
  if (planned.communityIds.length === 0) return accounts[0] ? ofInvented(ctx, accounts[0], planned) : []
  const places = await readPlaces(ctx, planned.communityIds)
  const found: Unreached[] = []
  // As many turns as companies are connected: a few.
  for (const account of accounts) {
    const own = places.filter(
      (one) => one.channel === account.channel && (one.accountId === null ? account.first : one.accountId === account.id),
    )
    if (own.length > 0) found.push(...(await ofPlaces(ctx, account, own, planned)))
  }
  return summed(found).sort((a, b) => (a.day < b.day ? -1 : 1))
}

async function ofPlaces(
  ctx: Ctx,
  account: CountedAccount,
  places: readonly PlaceOfCommunity[],
  planned: PlannedTouches,
): Promise<Unreached[]> {
  const one = planned.communityIds.length === 1
  const own = turnsOf(account, planned.member)
  const communityIds = places.map((place) => place.communityId)
  const spent = await spentByMembers(ctx, { communityIds, account: account.id, channel: account.channel, periods: own })
  const day = (at: Date) => dayOf(at.getTime(), ctx.zone)
  const short = own.map(({ at, turn, since, until, most }): Unreached => {
    const count =
      turn > most
        ? spent.reachable
        : spent.histogram.filter((row) => row.since === since && row.used > most - turn).reduce((sum, row) => sum + row.members, 0)
    const key = JSON.stringify({ account: account.id, channel: account.channel, since, until, over: most - turn, most })
    return { day: day(at), level: 'member', reason: 'platform_quota', count, key: one ? key : null }
  })
  const lacking = own.map(
    ({ at }): Unreached => ({
      day: day(at),
      level: 'member',
      reason: 'not_reachable',
      count: spent.members - spent.reachable,
      key: one ? JSON.stringify({ channel: account.channel, lacking: true }) : null,
    }),
  )
  const receivers = places.flatMap(({ receiver }) => (receiver === null ? [] : [receiver]))
  const posts = turnsOf(account, planned.group)
  const used = await spentByGroups(ctx, { account: account.id, receivers, periods: posts })
  const group = posts.map(({ at, turn, since, most }): Unreached => {
    const counts = used.get(since) ?? []
    const count = turn > most ? receivers.length : counts.filter((n) => n + turn > most).length
    return { day: day(at), level: 'group', reason: 'platform_quota', count, key: null }
  })
  return [...byDay('group', group), ...byDay('member', short), ...byDay('member', lacking)]
}

/** Rows of several companies that say the same of a day are one. */
function summed(rows: readonly Unreached[]): Unreached[] {
  const sums = new Map<string, Unreached>()
  for (const row of rows) {
    const name = `${row.day} ${row.level} ${row.reason}`
    const sum = sums.get(name)
    sums.set(name, sum ? { ...sum, count: sum.count + row.count } : row)
  }
  return [...sums.values()]
}

/** Invented members have had nothing: only what the playbook itself sends can be too much. */
function ofInvented(ctx: Ctx, account: CountedAccount, { group, member, members }: PlannedTouches): Unreached[] {
  const over = (level: Unreached['level'], moments: readonly Date[], count: number) =>
    byDay(
      level,
      turnsOf(account, moments)
        .filter(({ turn, most }) => turn > most)
        .map(({ at }) => ({ day: dayOf(at.getTime(), ctx.zone), level, reason: 'platform_quota', count, key: null })),
    )
  return [...over('group', group, 1), ...over('member', member, members)].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** What the platforms' own counts would keep back. */
export const shareForecast: TouchForecast = {
  name: 'quota',
  foresee,
  list: async (ctx, { communityId, key }, page) => {
    const asked = readKey(key)
    if (!asked) return []
    return 'lacking' in asked ? listLacking(ctx, communityId, asked.channel, page) : listShort(ctx, communityId, asked, page)
  },
}

type Key =
  | { readonly channel: string; readonly lacking: true }
  | {
      readonly account: number
      readonly channel: string
      readonly since: string
      readonly until: string
      readonly over: number
      readonly most: number
    }

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A key comes back from outside: what is no key of ours opens nothing. */
function readKey(key: string): Key | null {
  try {
    const { account, channel, since, until, over, most, lacking } = JSON.parse(key) as Record<string, unknown>
    if (typeof channel !== 'string') return null
    if (lacking === true) return { channel, lacking }
    if (![account, over, most].every(Number.isSafeInteger) || !DAY.test(String(since)) || !DAY.test(String(until))) return null
    return { account: Number(account), channel, since: String(since), until: String(until), over: Number(over), most: Number(most) }
  } catch {
    return null
  }
}

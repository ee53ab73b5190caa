import { dayOf, type LocalDay } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import type { PlannedTouches, TouchForecast, Unreached } from '@grove/playbook-kit/server'
import type { QuotaPeriod } from '../domain/quota-period.ts'
import { type CountedAccount, countedAccounts, periodAt } from './quota-rules.ts'
import { listLacking, listShort, readPlace, spentByGroup, spentByMembers } from './store-forecast.ts'

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
  if (planned.communityId === null) return accounts[0] ? ofInvented(ctx, accounts[0], planned) : []
  const place = await readPlace(ctx, planned.communityId)
  const account = accounts.find(
    (one) => one.channel === place?.channel && (place.accountId === null ? one.first : one.id === place.accountId),
  )
  if (!place || !account) return []
  const own = turnsOf(account, planned.member)
  const spent = await spentByMembers(ctx, { communityId: planned.communityId, account: account.id, channel: account.channel, periods: own })
  const day = (at: Date) => dayOf(at.getTime(), ctx.zone)
  const short = own.map(({ at, turn, since, until, most }): Unreached => {
    const count =
      turn > most
        ? spent.reachable
        : spent.histogram.filter((row) => row.since === since && row.used > most - turn).reduce((sum, row) => sum + row.members, 0)
    const key = JSON.stringify({ account: account.id, channel: account.channel, since, until, over: most - turn, most })
    return { day: day(at), level: 'member', reason: 'platform_quota', count, key }
  })
  const lacking = own.map(
    ({ at }): Unreached => ({
      day: day(at),
      level: 'member',
      reason: 'not_reachable',
      count: spent.members - spent.reachable,
      key: JSON.stringify({ channel: account.channel, lacking: true }),
    }),
  )
  const posts = place.receiver === null ? [] : turnsOf(account, planned.group)
  const used = await spentByGroup(ctx, { account: account.id, receiver: place.receiver ?? '', periods: posts })
  const group = posts.map(({ at, turn, since, most }): Unreached => {
    const count = (used.get(since) ?? 0) + turn > most ? 1 : 0
    return { day: day(at), level: 'group', reason: 'platform_quota', count, key: null }
  })
  return [...byDay('group', group), ...byDay('member', short), ...byDay('member', lacking)].sort((a, b) => (a.day < b.day ? -1 : 1))
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

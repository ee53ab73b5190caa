import { addDays, dayOf, startOfDay } from '@grove/calendar'
import type { Channel } from '@grove/channel-kit/server'
import { can, isOver } from '@grove/community/server'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type DroppedReason, sendExpired, type TouchLimits } from '../contract/index.ts'
import { MAX_ATTEMPTS } from '../domain/back-off.ts'
import { type DueTouch, judgeTouches, keepingShares, type LaterTouch, strictest, type TouchVerdict } from '../domain/touch-limits.ts'
import { comingTouches } from './coming-touches.ts'
import { takeShares } from './quota-ledger.ts'
import { sendEvent } from './send-event.ts'
import type { ClaimedSend } from './send-row.ts'
import { type Claim, type DueSend, type Kept, lockDue, lockOrphans, markClaimed, markKept, noteHolds, readGate } from './store-claim.ts'
import { readLimits } from './store-content.ts'
import { countTouches, lockTallies } from './touch-ledger.ts'

const MOST_AT_ONCE = 500

export interface Claimed {
  readonly sends: readonly ClaimedSend[]
  /** Claims that were lost and can neither be asked for nor repeated. */
  readonly lost: readonly ClaimedSend[]
  /** Rows looked at, whatever became of them. */
  readonly seen: number
  /** As many as are taken at once: more may be due. */
  readonly full: boolean
}

/** Takes up to 500 due sends of one channel into this worker's hands, in one short transaction; nothing has left yet when it ends. */
export function claimSends(ctx: Ctx, channel: Channel, claim: Claim): Promise<Claimed> {
  return ctx.inTx(async (tx) => {
    const gate = await readGate(tx)
    if (gate.stopped) return { sends: [], lost: [], seen: 0, full: false }
    const limit = Math.min(MOST_AT_ONCE, channel.pace.batch * channel.pace.concurrency)
    const orphans = await lockOrphans(tx, channel.kind, limit)
    const [again, lost] = split(orphans, (send) => mayRepeat(tx, channel, send))
    const room = limit - again.length
    const urgent = room > 0 ? await lockDue(tx, channel.kind, room, true) : []
    const rest = room > urgent.length ? await lockDue(tx, channel.kind, room - urgent.length, false) : []
    const due = [...urgent, ...rest.filter((send) => !urgent.some((one) => one.id === send.id))]
    const leaving = await sift(tx, channel.kind, due, gate.limits)
    await markClaimed(tx, [...again, ...lost, ...leaving], claim)
    const full = orphans.length >= limit || due.length >= room
    return { sends: [...again, ...leaving], lost, seen: orphans.length + due.length, full }
  })
}

/** An orphan may go again where a second delivery has no second effect, or where the channel can be asked first; never for ever. */
function mayRepeat(ctx: Ctx, channel: Channel, send: ClaimedSend): boolean {
  if (channel.can.lookupByTouch) return send.attempt <= MAX_ATTEMPTS
  const late = send.expiresAt !== null && send.expiresAt <= ctx.clock.now()
  return channel.can.idempotentByTouch && send.attempt <= MAX_ATTEMPTS && !late
}

/** Sorts out what may not leave (now, or ever) and counts what may. */
async function sift(ctx: Ctx, channel: string, due: readonly DueSend[], limits: TouchLimits): Promise<DueSend[]> {
  const now = ctx.clock.now()
  const blocked = new Map(due.map((send) => [send.id, blockOf(send, now)]))
  const free = due.filter((send) => !blocked.get(send.id))
  const own = await readLimits(
    ctx,
    [...new Set(free.map((send) => send.limitId))].filter((id) => id > 0),
  )
  const touches = free.map((send) => ({ ...send, limits: own.get(send.limitId) ?? null }))
  const day = dayOf(now.getTime(), ctx.zone)
  const judge = (tallies: Asked['tallies'], later?: Asked['later']) =>
    judgeTouches({ touches, limits, tallies, later, now, zone: ctx.zone })
  // Quiet hours stop most of a night's batch; only those they let through need their counters locked.
  const awake = judge(new Map())
  const counted = touches.filter((touch) => !touch.exempt && awake.get(touch.id)?.kind === 'go')
  const tallies = await lockTallies(ctx, counted, day)
  const verdicts = judge(tallies, await keptShares(ctx, counted, { limits, except: due.map((send) => send.id) }))
  const allowed = free.filter((send) => verdicts.get(send.id)?.kind === 'go')
  const short = await outOfShares(ctx, channel, allowed)
  const kept = due.flatMap((send) => blocked.get(send.id) ?? short.get(send.id) ?? keptBy(send.id, verdicts.get(send.id)))
  await keep(ctx, due, kept)
  const leaving = allowed.filter((send) => !short.has(send.id))
  await countTouches(
    ctx,
    leaving.filter((send) => !send.exempt),
    day,
  )
  return leaving.map((send) => ({ ...send, touchDay: send.exempt ? null : day }))
}

type Asked = Parameters<typeof judgeTouches>[0]

/** What is planned for later today and goes before these, by target; only where there is a cap to share. */
async function keptShares(
  ctx: Ctx,
  touches: readonly DueTouch[],
  { limits, except }: { readonly limits: TouchLimits; readonly except: readonly number[] },
): Promise<NonNullable<Asked['later']>> {
  const capped = touches.filter((touch) => {
    const { day, week } = strictest(limits, touch.limits)[touch.memberId === 0 ? 'group' : 'member']
    return day !== null || week !== null
  })
  const now = ctx.clock.now()
  const tomorrow = new Date(startOfDay(addDays(dayOf(now.getTime(), ctx.zone), 1), ctx.zone))
  const coming = await comingTouches(ctx, capped, { until: tomorrow, except })
  const later = new Map<string, LaterTouch[]>()
  for (const [key, touchesOf] of coming) later.set(key, keepingShares(touchesOf, { limits, now, zone: ctx.zone }))
  return later
}

/** What the platform's own count of its receivers keeps back, service messages as well. */
async function outOfShares(ctx: Ctx, channel: string, sends: readonly DueSend[]): Promise<Map<number, Kept>> {
  const without = await takeShares(
    ctx,
    channel,
    sends.map((send) => send.id),
  )
  const expiries = new Map(sends.map((send) => [send.id, send.expiresAt]))
  return new Map(
    without.map(({ id, until }) => {
      const expiresAt = expiries.get(id)
      const late = expiresAt !== null && expiresAt !== undefined && until >= expiresAt
      return [
        id,
        {
          id,
          state: late ? 'expired' : 'held',
          reason: late ? 'past_due' : null,
          heldReason: 'platform_quota',
          until: late ? null : until,
        },
      ]
    }),
  )
}

function blockOf(send: DueSend, now: Date): Kept | null {
  const drop = (state: 'expired' | 'cancelled', reason: DroppedReason): Kept => ({
    id: send.id,
    state,
    reason,
    heldReason: null,
    until: null,
  })
  if (send.communityState === null || isOver(send.communityState)) return drop('cancelled', 'community_closed')
  if (send.expiresAt && send.expiresAt <= now) return drop('expired', 'past_due')
  if (send.block) {
    const until = send.block.until === null ? null : new Date(send.block.until)
    if (send.block.kind === 'blacklist') return drop('cancelled', 'blacklist')
    // Service messages are what somebody who wants quiet still wants to have.
    if (!send.exempt && until === null) return drop('cancelled', 'do_not_disturb')
    if (!send.exempt && until !== null && send.expiresAt && until >= send.expiresAt) return drop('expired', 'do_not_disturb')
    if (!send.exempt) return { id: send.id, state: 'held', reason: null, heldReason: 'do_not_disturb', until }
  }
  if (send.stopped) return { id: send.id, state: 'paused', reason: null, heldReason: 'run_paused', until: null }
  if (!can(send.communityState, 'send'))
    return { id: send.id, state: 'paused', reason: null, heldReason: 'community_not_open', until: null }
  return null
}

function keptBy(id: number, verdict: TouchVerdict | undefined): Kept | readonly [] {
  if (verdict?.kind === 'hold')
    return { id, state: 'held', reason: null, heldReason: verdict.reason, until: verdict.until, keptFor: verdict.keptFor }
  if (verdict?.kind === 'expire') return { id, state: 'expired', reason: 'past_due', heldReason: verdict.reason, until: null }
  return []
}

async function keep(ctx: Ctx, due: readonly DueSend[], kept: readonly Kept[]): Promise<void> {
  await markKept(ctx, kept)
  await noteHolds(ctx, kept, dayOf(ctx.clock.now().getTime(), ctx.zone))
  const expired = new Map(kept.filter((one) => one.state === 'expired').map((one) => [one.id, one]))
  await emit(
    ctx,
    due
      .filter((send) => expired.has(send.id))
      .map((send) => sendEvent(send, sendExpired, { reason: expired.get(send.id)?.heldReason ?? 'past_due' })),
  )
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

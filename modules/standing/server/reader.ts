import { dayOf } from '@grove/calendar'
import { eventsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf } from '@grove/condition-kit/server'
import { emit } from '@grove/event-log'
import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import type { Cause } from '@grove/member/contract'
import { memberCameBack, memberFirstActive, memberGone, memberWokeUp } from '../contract/index.ts'
import { conditionsOf } from '../domain/conditions-of.ts'
import { type Act, addActs, type DayActs, markDirty, noteActs, noteBack, noteGone } from './store-acts.ts'
import { insertMoves } from './store-move.ts'
import { booksOf } from './store-rule.ts'
import { readSettings } from './store-settings.ts'
import { ensureRows } from './store-standing.ts'

type MemberEvent = StoredEvent & { readonly memberId: number }
const DAY_MS = 86_400_000

/** Keeps what members do, wakes those who slept, and marks whose rules have to be asked again. It writes events, so it is never replayed. */
export const standingReader = reader({
  name: 'standing',
  kinds: 'all',
  batch: 2000,
  handle: async (ctx, all) => {
    const events = all.filter((event): event is MemberEvent => event.counted && event.memberId !== null)
    if (events.length === 0) return
    const made = events.filter((event) => event.kind === 'member.created' || (event.kind === 'member.updated' && isKind(event)))
    if (made.length) await ensureRows(ctx, idsOf(made))
    await addActs(ctx, daysOf(ctx, events))
    await stir(ctx, events)
    await comeAndGo(ctx, events)
    await insertMoves(ctx, events.filter((event) => event.kind === 'member.stage_moved').map(stageMove))
    await markStale(ctx, events)
  },
})

const idsOf = (events: readonly MemberEvent[]) => [...new Set(events.map((event) => event.memberId))]
const isKind = (event: StoredEvent) => (event.data as { fields?: readonly string[] }).fields?.includes('kind') ?? false

function actOf(event: StoredEvent): 'messages' | 'reactions' | 'answers' | undefined {
  if (event.kind === 'message.posted') return 'messages'
  if (event.kind === 'message.answered') return 'answers'
  return event.kind === 'message.reacted' && (event.data as { on?: boolean }).on ? 'reactions' : undefined
}
/** Things by which somebody shows that they are there; that they have been in a group for long says nothing of them now. */
const shows = (event: StoredEvent) => actOf(event) !== undefined || joinsNow(event) || event.kind === 'order.paid'
const joinsNow = (event: StoredEvent) => event.kind === 'community.member_joined' && (event.data as { earlier?: boolean }).earlier !== true

function daysOf(ctx: Ctx, events: readonly MemberEvent[]): DayActs[] {
  const rows = new Map<string, DayActs>()
  for (const event of events) {
    const act = actOf(event)
    if (!act) continue
    const day = dayOf(event.at.getTime(), ctx.zone)
    const key = `${event.memberId}/${day}`
    const row = rows.get(key) ?? { memberId: event.memberId, day, messages: 0, reactions: 0, answers: 0 }
    row[act]++
    rows.set(key, row)
  }
  return [...rows.values()]
}

async function stir(ctx: Ctx, events: readonly MemberEvent[]): Promise<void> {
  const latest = new Map<number, Act>()
  for (const event of events.filter(shows)) {
    const known = latest.get(event.memberId)
    if (!known || event.at > known.at)
      latest.set(event.memberId, { memberId: event.memberId, at: event.at, event: event.kind, eventId: event.id })
  }
  if (latest.size === 0) return
  const { settings } = await readSettings(ctx)
  await ensureRows(ctx, [...latest.keys()])
  const stirred = await noteActs(ctx, [...latest.values()], settings.sleepDays)
  await emit(
    ctx,
    stirred.map((one) => {
      const told = { memberId: one.memberId, at: one.at, counted: true }
      const data = { event: one.event, eventId: one.eventId }
      if (!one.asleepSince) return { ...told, kind: memberFirstActive, data }
      const asleepDays = Math.floor((one.at.getTime() - one.asleepSince.getTime()) / DAY_MS)
      return { ...told, kind: memberWokeUp, data: { ...data, asleepDays } }
    }),
  )
}

const OVER = ['dissolved', 'transferred']
/** Leaving the last community by oneself is being gone; the end of a community is nobody's leaving. */
const leaves = (event: StoredEvent) =>
  event.kind === 'community.member_removed' ||
  (event.kind === 'community.member_left' && !OVER.includes((event.data as { how?: string }).how ?? ''))

async function comeAndGo(ctx: Ctx, events: readonly MemberEvent[]): Promise<void> {
  const atOf = (list: readonly MemberEvent[]) => new Map(list.map((event) => [event.memberId, event.at]))
  const left = atOf(events.filter(leaves))
  const joined = atOf(events.filter((event) => event.kind === 'community.member_joined'))
  const gone = left.size ? await noteGone(ctx, left) : []
  const back = joined.size ? await noteBack(ctx, [...joined.keys()]) : []
  await emit(ctx, [
    ...gone.map(({ id }) => ({ kind: memberGone, memberId: id, at: left.get(id), data: {} })),
    ...back.map((one) => ({ kind: memberCameBack, memberId: one.id, at: later(joined.get(one.id), one.goneSince), data: {} })),
  ])
}

/** A joining we hear of late may lie before a leaving we heard of at once: nobody comes back before they went. */
const later = (joined: Date | undefined, gone: Date) => (joined && joined > gone ? joined : gone)

function stageMove(event: MemberEvent) {
  const data = event.data as { from: number; to: number; cause: Cause }
  const cause = { ...data.cause, ...(event.runId ? { runId: event.runId } : {}) }
  return { ladder: 'stage' as const, memberId: event.memberId, from: data.from, to: data.to, at: event.at, cause }
}

/** Every event that a question of the rules hangs on, and the acts that change the score. */
async function markStale(ctx: Ctx, events: readonly MemberEvent[]): Promise<void> {
  const books = await booksOf(ctx)
  const kinds = conditionKindsOf(ctx.app)
  const heard = new Set(books.flatMap((one) => conditionsOf(one.book).flatMap((condition) => eventsOf(condition, kinds))))
  heard.add('member.created')
  const stale = events.filter((event) => heard.has(event.kind) || actOf(event) !== undefined || event.kind.startsWith('order.'))
  await markDirty(
    ctx,
    stale.map((event) => ({ memberId: event.memberId, event: event.kind, eventId: event.id })),
  )
}

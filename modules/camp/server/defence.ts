import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  type addSlots as addRoute,
  type bookDefence as bookRoute,
  campErrors,
  type DefenceSlot,
  type judgeDefence as judgeRoute,
  type listSlots as listRoute,
  type listTimes as timesRoute,
  type lookAtDefence as lookRoute,
  type removeSlot as removeRoute,
} from '../contract/index.ts'
import { memberOf } from './apply-to-camp.ts'
import { studentAt } from './must-be-in.ts'
import { editionByCode, type EditionRecord, editionOf } from './store-edition.ts'
import { lockStudent } from './store-student.ts'
import { tellPhones } from './tell-phones.ts'

type Slot = Omit<DefenceSlot, 'bookings'>

/** One page of times from the place of a cursor on, the next first; `from` leaves out what is over. */
async function slotsOf(ctx: Ctx, editionId: number, page: { readonly cursor?: string | undefined; readonly limit: number }, from?: Date) {
  const place = readMomentCursor(page.cursor)
  const found = await ctx.db.rows<Slot & { key: string }>(sql`
    select s.id, s.at::text as key, s.at, s.minutes, s.place, s.seats, s.taken from camp_slot s
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and ${from ? sql`s.at > ${from}` : sql`true`}
      and ${place ? sql`(s.at, s.id) > (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by s.at, s.id limit ${page.limit + 1}`)
  const { items, next } = pageOfRows(found, page.limit)
  return { items: items.map(({ key: _key, ...slot }) => slot), next, total: null }
}

/** @throws camp.not_found */
export async function listSlots(ctx: Ctx, { id, ...page }: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  await editionOf(ctx, id)
  const { items, ...rest } = await slotsOf(ctx, id, page)
  const rows = await ctx.db.rows<DefenceSlot['bookings'][number] & { slotId: number }>(sql`
    select b.slot_id as "slotId", b.member_id as "memberId", m.display_name as name, b.title, b.passed, b.comment from camp_booking b
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = b.member_id
    where b.workspace_id = ${ctx.workspaceId} and b.edition_id = ${id}
      and b.slot_id = any(${items.map((slot) => slot.id)}::bigint[]) order by b.member_id`)
  return {
    ...rest,
    items: items.map((slot) => ({
      ...slot,
      bookings: rows.filter((row) => row.slotId === slot.id).map(({ slotId: _slot, ...row }) => row),
    })),
  }
}

/** @throws camp.not_found */
export async function addSlots(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<{ added: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const { id } = edition
    const begins = Array.from({ length: input.count }, (_, at) => new Date(Date.parse(input.from) + at * input.minutes * 60_000))
    await ctx.db.exec(sql`
      insert into camp_slot (workspace_id, edition_id, at, minutes, place, seats)
      select ${ctx.workspaceId}, ${id}, n.at, ${input.minutes}, ${input.place}, ${input.seats} from unnest(${begins}::timestamptz[]) as n (at)`)
    await audit(ctx, { verb: 'camp.add_slots', target: { kind: 'camp', id }, after: { from: input.from, count: input.count } })
    tellPhones(ctx, edition)
    return { added: input.count }
  })
}

/** @throws camp.not_found camp.slot_not_found camp.slot_booked */
export async function removeSlot(ctx: Ctx, input: InputOf<typeof removeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const { id } = edition
    const slot = await lockSlot(ctx, id, input.slotId)
    if (slot.taken > 0) throw campErrors.slot_booked({ students: slot.taken })
    const changed = await ctx.db.exec(sql`delete from camp_slot where workspace_id = ${ctx.workspaceId} and id = ${slot.id}`)
    await audit(ctx, { verb: 'camp.remove_slot', target: { kind: 'camp', id }, before: { at: slot.at.toISOString() } })
    tellPhones(ctx, edition)
    return { changed }
  })
}

async function lockSlot(ctx: Ctx, editionId: number, slotId: number): Promise<{ id: number; at: Date; seats: number; taken: number }> {
  const slot = await ctx.db.maybe<{ id: number; at: Date; seats: number; taken: number }>(sql`
    select s.id, s.at, s.seats, s.taken from camp_slot s
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${editionId} and s.id = ${slotId} for update`)
  if (!slot) throw campErrors.slot_not_found()
  return slot
}

/** @throws camp.not_found camp.slot_not_found */
export async function judgeDefence(ctx: Ctx, input: InputOf<typeof judgeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const { id } = edition
    const changed = await ctx.db.exec(sql`
      update camp_booking set passed = ${input.passed}, comment = ${input.comment || null}
      where workspace_id = ${ctx.workspaceId} and edition_id = ${id} and member_id = ${input.memberId}`)
    if (changed === 0) throw campErrors.slot_not_found()
    tellPhones(ctx, edition, [input.memberId])
    await audit(ctx, {
      verb: 'camp.judge_defence',
      target: { kind: 'camp', id },
      after: { memberId: input.memberId, passed: input.passed },
    })
    return { changed }
  })
}

interface Booking {
  readonly slotId: number
  readonly at: Date
  readonly place: string
  readonly title: string
  readonly passed: boolean | null
  readonly comment: string | null
}
export const bookingOf = (ctx: Ctx, editionId: number, memberId: number) =>
  ctx.db.maybe<Booking>(sql`
    select b.slot_id as "slotId", s.at, s.place, b.title, b.passed, b.comment from camp_booking b
    join camp_slot s on s.workspace_id = ${ctx.workspaceId} and s.id = b.slot_id
    where b.workspace_id = ${ctx.workspaceId} and b.edition_id = ${editionId} and b.member_id = ${memberId}`)

/** Students of this edition show what they made: it counts, or there are times for it. */
export async function hasDefence(ctx: Ctx, { id, plan }: EditionRecord): Promise<boolean> {
  if (plan.graduation.defence) return true
  const { has } = await ctx.db.one<{ has: boolean }>(sql`
    select exists (select 1 from camp_slot s where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${id}) as has`)
  return has
}

/** @throws camp.not_found camp.not_a_student */
export async function lookAtDefence(ctx: Ctx, { code }: InputOf<typeof lookRoute>): Promise<OutputOf<typeof lookRoute>> {
  const { edition, memberId } = await studentAt(ctx, code)
  return {
    camp: edition.name,
    communityId: edition.communityId,
    counts: edition.plan.graduation.defence ?? false,
    mine: (await bookingOf(ctx, edition.id, memberId)) ?? null,
  }
}

/** @throws camp.not_found camp.not_a_student */
export async function listTimes(ctx: Ctx, { code, cursor, limit }: InputOf<typeof timesRoute>): Promise<OutputOf<typeof timesRoute>> {
  const { edition } = await studentAt(ctx, code)
  return slotsOf(ctx, edition.id, { cursor, limit }, ctx.clock.now())
}

/**
 * The seat of a time under its lock; who changes gives the old one back in the same transaction.
 * Who did not pass may come once more at another time; the result stands until then.
 * @throws camp.not_found camp.not_a_student camp.defence_judged camp.slot_not_found camp.slot_over camp.slot_full
 */
export async function bookDefence(ctx: Ctx, input: InputOf<typeof bookRoute>): Promise<{ booked: boolean }> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    if ((await lockStudent(ctx, edition.id, memberId))?.state !== 'admitted') throw campErrors.not_a_student()
    const before = await bookingOf(ctx, edition.id, memberId)
    if (before && before.passed !== null && (before.passed || input.slotId === null || input.slotId === before.slotId))
      throw campErrors.defence_judged()
    if (input.slotId !== null && input.slotId !== before?.slotId) {
      const slot = await lockSlot(ctx, edition.id, input.slotId)
      if (slot.at <= ctx.clock.now()) throw campErrors.slot_over()
      if (slot.taken >= slot.seats) throw campErrors.slot_full()
    }
    await ctx.db.exec(sql`
      update camp_slot set taken = taken - 1 where workspace_id = ${ctx.workspaceId} and id = ${before?.slotId ?? 0}::bigint`)
    await ctx.db.exec(sql`
      update camp_slot set taken = taken + 1 where workspace_id = ${ctx.workspaceId} and id = ${input.slotId ?? 0}::bigint`)
    await ctx.db.exec(sql`
      delete from camp_booking where workspace_id = ${ctx.workspaceId} and edition_id = ${edition.id} and member_id = ${memberId}`)
    tellPhones(ctx, edition)
    if (input.slotId === null) return { booked: false }
    await ctx.db.exec(sql`
      insert into camp_booking (workspace_id, edition_id, member_id, slot_id, title)
      values (${ctx.workspaceId}, ${edition.id}, ${memberId}, ${input.slotId}, ${input.title})`)
    return { booked: true }
  })
}

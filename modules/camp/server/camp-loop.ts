import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { momentOf } from '@grove/calendar'
import { beginOf, dateOf, dayAt } from '../domain/days.ts'
import { promoteWaiting } from './admit-students.ts'
import { remindStudents } from './camp-day.ts'
import { decideGraduation } from './graduate.ts'
import { giveOutPeers } from './peers.ts'
import { editionOf, type EditionRecord, setReminded, updateEditionState } from './store-edition.ts'
import { tellPhones } from './tell-phones.ts'

const due = async (ctx: SystemCtx): Promise<WorkspaceId[]> => {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from camp_edition e where e.workspace_id = w.id and e.next_at <= ${ctx.clock.now()}) order by w.id`)
  return rows.map((row) => row.id)
}

const nextAt = async (ctx: SystemCtx): Promise<Date | undefined> => {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w cross join lateral (
      select e.next_at as at from camp_edition e where e.workspace_id = w.id and e.next_at is not null order by e.next_at limit 1) n
    where not w.asleep`)
  return at ?? undefined
}

/** One edition a turn, its row locked: what is due for it, and when to look again. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  return ctx.inTx(async (ctx) => {
    const found = await ctx.db.maybe<{ id: number }>(sql`
      select e.id from camp_edition e where e.workspace_id = ${ctx.workspaceId} and e.next_at <= ${ctx.clock.now()}
      order by e.next_at, e.id limit 1 for update skip locked`)
    if (!found) return { more: false }
    await moveOn(ctx, found.id)
    return { more: true }
  })
}

async function moveOn(ctx: Ctx, id: number): Promise<void> {
  const edition = await editionOf(ctx, id)
  tellPhones(ctx, edition)
  await promoteWaiting(ctx, edition)
  const now = ctx.clock.now().getTime()
  const begins = beginOf(edition.startsOn, edition.zone, 1)
  const ends = beginOf(edition.startsOn, edition.zone, edition.plan.days.length + 1)
  await giveOutPeers(ctx, edition, now)
  if (now < begins) await updateEditionState(ctx, id, edition.state, new Date(begins))
  else if (now < ends) await updateEditionState(ctx, id, 'running', new Date(Math.min(ends, await evening(ctx, edition, now))))
  else {
    await updateEditionState(ctx, id, 'finished', null)
    if (edition.state !== 'finished') await decideGraduation(ctx, edition)
  }
}

const GRACE_MS = 2 * 3_600_000

/** Reminds when it is time, once a day and never long after; answers when to look again. */
async function evening(ctx: Ctx, edition: EditionRecord, now: number): Promise<number> {
  const { remindAt } = edition.plan
  const today = dayAt(edition.startsOn, edition.zone, now)
  const midnight = beginOf(edition.startsOn, edition.zone, today + 1)
  if (remindAt === null) return midnight
  const due = momentOf(dateOf(edition.startsOn, today), remindAt, edition.zone)
  if (now < due) return due
  if (edition.remindedDay < today) {
    await setReminded(ctx, edition.id, today)
    if (now < due + GRACE_MS) await remindStudents(ctx, edition, today)
  }
  return midnight
}

export const campLoop = dueLoop({ name: 'camp', wakeOn: ['camps'], everyMs: 30_000, due, run, nextAt })

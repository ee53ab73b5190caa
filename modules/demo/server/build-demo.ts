import { addDays, dayOf, momentOf } from '@grove/calendar'
import type { CommunityType } from '@grove/community/contract'
import { addMembers, assignStaff, changeState, createCommunity, removeMember } from '@grove/community/server'
import { foundWorkspace } from '@grove/identity/server'
import type { Locale } from '@grove/kernel/contract'
import type { Ctx, SystemCtx } from '@grove/kernel/server'
import { createMembers } from '@grove/member/server'
import { startRun } from '@grove/playbook/server'
import { countAll } from '@grove/standing/server'
import sql from 'sql-template-tag'
import { type Dice, diceOf } from '../domain/chance-of.ts'
import { type InventedPerson, inventPeople } from '../domain/people.ts'
import { openFastProduct } from './fast-product.ts'
import { fillCards } from './fill-cards.ts'
import { goShopping } from './go-shopping.ts'
import { liveThrough } from './live-through.ts'
import { beginBuild, endBuild, markDay, putToSleep } from './store.ts'

export const DEMO_DAYS = 42
const PEOPLE = 300
/** Known on the first day; the others come one after the other. */
const FIRST_PEOPLE = 170
const PEOPLE_PER_DAY = 3.2
const HISTORY = Array.from({ length: DEMO_DAYS + 1 }, (_, day) => day)
/** Local times at which invented people look at their phones. */
const SLOTS = ['08:50', '10:20', '12:30', '15:10', '18:50', '20:15', '21:20'] as const
/** The work of the last hours is left to whoever looks. */
const LEFT_MS = 15 * 3_600_000

interface Plot {
  readonly key: string
  readonly type: CommunityType
  readonly playbooks: readonly string[]
  readonly name: Readonly<Record<Locale, string>>
  /** Day of the history on which it opens. */
  readonly opens: number
  readonly first: number
  readonly perDay: number
  readonly most: number
  /** Days until it is over; nobody comes or goes any more. */
  readonly lasts: number
  /** Days after which its playbook starts anew. */
  readonly again?: number
}

const PLOTS: readonly Plot[] = [
  {
    key: 'benefit',
    type: 'benefit',
    playbooks: ['benefit-weekly'],
    name: { zh: '林间福利社', en: 'Grove benefits' },
    opens: 0,
    first: 60,
    perDay: 2.6,
    most: 165,
    lasts: 999,
    again: 14,
  },
  {
    key: 'flash',
    type: 'flash',
    playbooks: ['flash-sale-3d'],
    name: { zh: '秋日快闪群', en: 'Autumn flash sale' },
    opens: 15,
    first: 74,
    perDay: 0,
    most: 74,
    lasts: 2,
  },
  {
    key: 'newcomer',
    type: 'newcomer',
    playbooks: ['newcomer-14d', 'touch-7d'],
    name: { zh: '新朋友 · 十月班', en: 'Newcomers, October' },
    opens: 32,
    first: 12,
    perDay: 8,
    most: 90,
    lasts: 14,
  },
]

export interface LivingGroup {
  readonly plot: Plot
  readonly communityId: number
  readonly people: { readonly memberId: number; readonly person: InventedPerson }[]
}

export interface DemoOptions {
  readonly locale: Locale
  readonly zone: string
  readonly head?: { readonly accountId: number; readonly displayName: string }
  readonly onStart?: (ctx: Ctx) => void
  readonly onDay?: (day: number) => void
}

/**
 * Makes the demo workspace: six weeks that end now, lived through by the real engine on a fast clock. The workspace sleeps meanwhile.
 * @throws whatever a verb throws; the workspace then stays asleep and is marked as failed
 */
export async function buildDemo(real: SystemCtx, options: DemoOptions): Promise<Ctx> {
  const end = real.clock.now()
  const firstDay = addDays(dayOf(end.getTime(), options.zone), -DEMO_DAYS)
  const at = (day: number, time: string) => new Date(momentOf(addDays(firstDay, day), time, options.zone))
  const fast = openFastProduct(real, at(0, '08:00'))
  const name = options.locale === 'zh' ? '林间好物' : 'Grove Goods'
  const ctx = await foundWorkspace(fast.system, {
    name,
    zone: options.zone,
    locale: options.locale,
    demo: true,
    ...(options.head && { head: options.head }),
  })
  await putToSleep(real, ctx.workspaceId, true)
  await beginBuild(ctx, options.head?.accountId ?? null, DEMO_DAYS)
  options.onStart?.(ctx)
  try {
    const dice = diceOf('grove-demo')
    const people = inventPeople(dice, options.locale, PEOPLE)
    const ids: number[] = []
    const groups: LivingGroup[] = []
    for (const day of HISTORY) {
      await getKnown(ctx, people, ids, day)
      for (const plot of PLOTS) if (plot.opens === day) groups.push(await open(ctx, plot, addDays(firstDay, day), options.locale))
      for (const group of groups) if (dueAgain(group.plot, day)) await startPlaybooks(ctx, group, addDays(firstDay, day))
      for (const [slot, time] of SLOTS.entries()) {
        const moment = at(day, time)
        if (moment >= end) break
        await fast.goTo(ctx.workspaceId, moment)
        if (slot === 1) for (const group of groups) await arrive(ctx, group, day, people, ids, dice)
        if (slot === 5) await goShopping(ctx, groups, dice, day, (one) => addDays(firstDay, one))
        if (slot === 6) for (const group of groups) await depart(ctx, group, day, dice)
        if (slot === 6) await fillCards(fast.system, ctx, dice)
        await liveThrough(ctx, groups, dice, day * SLOTS.length + slot, moment.getTime() < end.getTime() - LEFT_MS)
      }
      await markDay(ctx, day)
      options.onDay?.(day)
    }
    await fast.goTo(ctx.workspaceId, end)
    // The night's count, which the fast clock does not know.
    await countAll(ctx)
    await fast.goTo(ctx.workspaceId, end)
    await endBuild(ctx, 'ready', groups.find((group) => group.plot.key === 'benefit')?.communityId ?? null)
    await putToSleep(real, ctx.workspaceId, false)
    for (const topic of ['playbook', 'sends', 'tasks', 'events']) real.app.signals.wake(topic)
    return ctx
  } catch (error) {
    await endBuild(ctx, 'failed', null)
    throw error
  } finally {
    await fast.close()
  }
}

/** New records of the day. */
async function getKnown(ctx: Ctx, people: readonly InventedPerson[], ids: number[], day: number): Promise<void> {
  const until = Math.min(people.length, FIRST_PEOPLE + Math.floor(PEOPLE_PER_DAY * day))
  const fresh = people.slice(ids.length, until).map(({ displayName, city, source }) => ({ displayName, city, source }))
  if (fresh.length > 0) ids.push(...(await createMembers(ctx, fresh)))
}

async function open(ctx: Ctx, plot: Plot, startDay: string, locale: Locale): Promise<LivingGroup> {
  const { id } = await createCommunity(ctx, { type: plot.type, name: plot.name[locale], channel: 'room' })
  for (const to of ['recruiting', 'active'] as const)
    await changeState(ctx, { id, to, reason: locale === 'zh' ? '按计划开群' : 'Opened as planned' })
  if (ctx.actor.kind === 'staff') await assignStaff(ctx, { id, staffId: ctx.actor.staffId, post: 'owner' }).catch(alreadyThere)
  const group: LivingGroup = { plot, communityId: id, people: [] }
  await startPlaybooks(ctx, group, startDay)
  return group
}

const dueAgain = ({ opens, again }: Plot, day: number) => again !== undefined && day > opens && (day - opens) % again === 0

async function startPlaybooks(ctx: Ctx, { plot, communityId }: LivingGroup, startDay: string): Promise<void> {
  const playbooks = await ctx.db.rows<{ id: number }>(sql`
    select id from playbook where workspace_id = ${ctx.workspaceId} and key = any(${plot.playbooks}::text[]) and latest_version > 0 order by id`)
  for (const { id: playbookId } of playbooks) await startRun(ctx, { playbookId, communityId, startDay, params: {}, confirm: true })
}

// Whoever founds a community may have been given the post with it.
function alreadyThere(error: { code?: string }): void {
  if (error.code !== 'community.staff_already') throw error
}

/** People join: a first crowd, then some every day, each from the pool that this group has not had yet. */
async function arrive(
  ctx: Ctx,
  group: LivingGroup,
  day: number,
  people: readonly InventedPerson[],
  ids: readonly number[],
  dice: Dice,
): Promise<void> {
  const { plot } = group
  const age = day - plot.opens
  if (age >= plot.lasts) return
  const wanted = age === 0 ? plot.first : Math.floor(plot.perDay * (age + 1)) - Math.floor(plot.perDay * age)
  const room = Math.min(wanted, plot.most - group.people.length)
  const known = new Set(group.people.map((one) => one.memberId))
  const start = Math.floor(dice.share(`pool/${plot.key}`, 0) * ids.length)
  const chosen: number[] = []
  for (let step = 0; step < ids.length && chosen.length < room; step++) {
    const index = (start + step) % ids.length
    if (!known.has(ids[index] ?? 0)) chosen.push(index)
  }
  const memberIds = chosen.map((index) => ids[index] ?? 0)
  if (memberIds.length === 0) return
  const { joined } = await addMembers(ctx, {
    id: group.communityId,
    memberIds,
    scene: 'link',
    source: people[chosen[0] ?? 0]?.source ?? null,
  })
  const inside = new Set(joined)
  for (const index of chosen) {
    const [memberId, person] = [ids[index] ?? 0, people[index]]
    if (person && inside.has(memberId)) group.people.push({ memberId, person })
  }
}

/** Now and then somebody who never speaks is gone. */
async function depart(ctx: Ctx, group: LivingGroup, day: number, dice: Dice): Promise<void> {
  if (day - group.plot.opens >= group.plot.lasts) return
  const index = group.people.findIndex(
    ({ memberId, person }) => person.voice < 0.3 && dice.share(`leave/${group.communityId}/${day}`, memberId) < 0.004,
  )
  const [gone] = index >= 0 ? group.people.splice(index, 1) : []
  if (!gone) return
  await removeMember(ctx, {
    id: group.communityId,
    memberId: gone.memberId,
    rule: ctx.locale === 'zh' ? '不发广告、不私加群友推销' : 'No adverts, no selling to members in private',
    evidence: ctx.locale === 'zh' ? '群里连发两次外部链接' : 'Posted two outside links in a row',
    mediaIds: [],
    mayRejoin: false,
  })
}

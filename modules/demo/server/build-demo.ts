import { addDays, dayOf, momentOf } from '@grove/calendar'
import { foundWorkspace } from '@grove/identity/server'
import type { Locale } from '@grove/kernel/contract'
import type { Ctx, SystemCtx } from '@grove/kernel/server'
import { countAll } from '@grove/standing/server'
import { type Dice, diceOf } from '../domain/chance-of.ts'
import { type InventedPerson, inventPeople } from '../domain/people.ts'
import { type DemoSize, dueAgain, FULL_SIZE, plotsOf } from '../domain/plots.ts'
import { arrive, depart, getKnown } from './come-and-go.ts'
import { type FastProduct, openFastProduct } from './fast-product.ts'
import { fillCards } from './fill-cards.ts'
import { goShopping } from './go-shopping.ts'
import { liveThrough } from './live-through.ts'
import { type LivingGroup, openGroup, startPlaybooks } from './open-group.ts'
import { beginBuild, endBuild, markDay, putToSleep } from './store.ts'

/** Local times at which invented people look at their phones. */
const SLOTS = ['08:50', '10:20', '12:30', '15:10', '18:50', '20:15', '21:20'] as const
/** The work of the last hours is left to whoever looks. */
const LEFT_MS = 15 * 3_600_000

export interface DemoOptions {
  readonly locale: Locale
  readonly zone: string
  readonly head?: { readonly accountId: number; readonly displayName: string }
  /** Six weeks of 300 people unless told. */
  readonly size?: DemoSize
  readonly onStart?: (ctx: Ctx, days: number) => void
  readonly onDay?: (day: number) => void
}

/**
 * Makes the demo workspace: six weeks that end now, lived through by the real engine on a fast clock. The workspace sleeps meanwhile.
 * @throws whatever a verb throws; the workspace then stays asleep and is marked as failed
 */
export async function buildDemo(real: SystemCtx, options: DemoOptions): Promise<Ctx> {
  const { days } = options.size ?? FULL_SIZE
  const firstDay = addDays(dayOf(real.clock.now().getTime(), options.zone), -days)
  const fast = openFastProduct(real, new Date(momentOf(firstDay, '08:00', options.zone)))
  try {
    return await live(real, fast, firstDay, options)
  } finally {
    await fast.close()
  }
}

async function live(real: SystemCtx, fast: FastProduct, firstDay: string, options: DemoOptions): Promise<Ctx> {
  const { locale, zone, head, size = FULL_SIZE } = options
  const end = real.clock.now()
  const name = locale === 'zh' ? '林间好物' : 'Grove Goods'
  const ctx = await foundWorkspace(fast.system, { name, zone, locale, demo: true, ...(head && { head }) })
  const sleeping = await real.enter(ctx.workspaceId)
  await putToSleep(real, ctx.workspaceId, true)
  await beginBuild(sleeping, head?.accountId ?? null, size.days)
  options.onStart?.(sleeping, size.days)
  const dice = diceOf('grove-demo')
  const story: Story = {
    ctx,
    sleeping,
    fast,
    size,
    zone,
    end,
    dice,
    firstDay,
    groups: [],
    people: inventPeople(dice, locale, size.people),
    ids: [],
  }
  try {
    for (let day = 0; day <= size.days; day++) {
      await liveDay(story, day)
      options.onDay?.(day)
    }
    await fast.goTo(ctx.workspaceId, end)
    // The night's count, which the fast clock does not know.
    await countAll(ctx)
    await fast.goTo(ctx.workspaceId, end)
    await endBuild(sleeping, 'ready', story.groups.find((group) => group.plot.key === 'benefit')?.communityId ?? null)
    await putToSleep(real, ctx.workspaceId, false)
    for (const topic of ['playbook', 'sends', 'tasks', 'events']) real.app.signals.wake(topic)
    return sleeping
  } catch (error) {
    await endBuild(sleeping, 'failed', null)
    throw error
  }
}

interface Story {
  readonly ctx: Ctx
  /** The same workspace by the real clock. */
  readonly sleeping: Ctx
  readonly fast: FastProduct
  readonly size: DemoSize
  readonly zone: string
  readonly end: Date
  readonly dice: Dice
  readonly firstDay: string
  readonly groups: LivingGroup[]
  readonly people: readonly InventedPerson[]
  /** Of those who are known, in the order of `people`. */
  readonly ids: number[]
}

async function liveDay({ ctx, sleeping, fast, size, zone, end, dice, firstDay, groups, people, ids }: Story, day: number): Promise<void> {
  const dayAt = (one: number) => addDays(firstDay, one)
  await getKnown(ctx, people, ids, size, day)
  for (const plot of plotsOf(size)) if (plot.opens === day) groups.push(await openGroup(ctx, plot, dayAt(day), ctx.locale))
  for (const group of groups) if (dueAgain(group.plot, day)) await startPlaybooks(ctx, group, dayAt(day))
  for (const [slot, time] of SLOTS.entries()) {
    const moment = new Date(momentOf(dayAt(day), time, zone))
    if (moment >= end) break
    await fast.goTo(ctx.workspaceId, moment)
    if (slot === 1) for (const group of groups) await arrive(ctx, group, day, people, ids, dice)
    if (slot === 5) await goShopping(ctx, groups, dice, day, dayAt)
    if (slot === 6) for (const group of groups) await depart(ctx, group, day, dice)
    if (slot === 6) await fillCards(fast.system, ctx, dice)
    await liveThrough(ctx, groups, dice, day * SLOTS.length + slot, moment.getTime() < end.getTime() - LEFT_MS)
  }
  await markDay(sleeping, day)
}

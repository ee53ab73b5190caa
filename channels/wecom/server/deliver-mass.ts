import type { Account, Answer, Batch, Delivery, Outcome } from '@grove/channel-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import { WecomError } from '@grove/wecom-api'
import { adopt, askConfirm } from './ask-confirm.ts'
import { clientOf } from './client-of.ts'
import { composeMessage, hashOf } from './compose-message.ts'
import { findAsked, SURE_AFTER_MS } from './find-asked.ts'
import { findSenders } from './find-senders.ts'
import { insertMasses, type Mass, massesOf, type MassTarget, type NewMass, takeAgain, targetsOf, targetsOfMass } from './mass-store.ts'
import { settingsOf } from './settings.ts'

const AT_ONCE = 4
const MOST_GROUPS = 2000
const MOST_PEOPLE = 10_000
const LOOK_AGAIN_MS = 150
/** A call that takes longer has lost its worker. */
const LOST_AFTER_MS = 60_000

/**
 * A batch of touches becomes one task of the platform for each sender and text. Each touch belongs to exactly one task, written before the
 * platform is asked: a second delivery of it finds that task, whatever became of the first.
 */
export async function deliverMass(ctx: Ctx, { account, deliveries }: Batch, signal: AbortSignal): Promise<Answer[]> {
  if (!account || deliveries.length === 0) return []
  signal.throwIfAborted()
  const answers = new Map<string, Outcome>()
  const touches = deliveries.map((one) => one.touch)
  const before = new Set((await targetsOf(ctx, touches)).map((one) => one.touch))
  const fresh = deliveries.filter((one) => !before.has(one.touch))
  const mine = await plan(ctx, account, fresh, answers, signal)
  const toAsk = await ctx.inTx((tx) => insertMasses(tx, mine))
  const targets = await targetsOf(ctx, touches)
  const masses = await massesOf(ctx, [...new Set(targets.map((one) => one.massId))])
  await inLanes(masses, async (mass) => {
    const own = targets.filter((one) => one.massId === mass.id)
    const outcome = toAsk.has(mass.id)
      ? await askConfirm({ ctx, client: clientOf(ctx.app, account), account, signal }, mass, own)
      : await pursue(ctx, account, mass, signal)
    if (outcome) for (const one of own) answers.set(one.touch, outcome)
  })
  return say(ctx, touches, answers)
}

/** What can be sent at all, and by whom, in as few tasks as the platform's limits allow. */
async function plan(
  ctx: Ctx,
  account: Account,
  fresh: readonly Delivery[],
  answers: Map<string, Outcome>,
  signal: AbortSignal,
): Promise<NewMass[]> {
  if (fresh.length === 0) return []
  const expiresAt = new Date(ctx.clock.now().getTime() + settingsOf(account).confirmHours * 3_600_000)
  const senders = await findSenders(ctx, clientOf(ctx.app, account), account, fresh, signal)
  const planned = new Map<string, NewMass & { targets: NewMass['targets'][number][] }>()
  for (const delivery of fresh) {
    const message = composeMessage(delivery.content)
    const sender = senders.get(delivery.touch)
    if (!message) answers.set(delivery.touch, { kind: 'failed', reason: 'bad_content' })
    else if (!sender || 'outcome' in sender) answers.set(delivery.touch, sender?.outcome ?? { kind: 'failed', reason: 'bad_target' })
    else {
      const kind = delivery.member ? 'single' : 'group'
      const target = (delivery.member ? delivery.member.externalId : delivery.group.externalId) ?? ''
      const hash = hashOf(message)
      const most = kind === 'group' ? MOST_GROUPS : MOST_PEOPLE
      let part = 0
      let name = ''
      let known: (NewMass & { targets: NewMass['targets'][number][] }) | undefined
      // A target stands in a task once: the same words to it again are another task.
      do {
        name = [kind, sender.userid, hash, part++].join('\n')
        known = planned.get(name)
      } while (known && (known.targets.length >= most || known.targets.some((one) => one.target === target)))
      known ??= { accountId: account.id, kind, sender: sender.userid, message, hash, expiresAt, targets: [] }
      known.targets.push({ touch: delivery.touch, target, communityId: delivery.communityId })
      planned.set(name, known)
    }
  }
  return [...planned.values()]
}

/** A task that is already there: being asked by another call, in doubt, or long settled. */
async function pursue(ctx: Ctx, account: Account, found: Mass, signal: AbortSignal): Promise<Outcome | null> {
  let mass: Mass | undefined = found
  while (mass?.state === 'asking' && ctx.clock.now().getTime() - mass.askedAt.getTime() < LOST_AFTER_MS) {
    if (signal.aborted) return null
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    mass = (await massesOf(ctx, [found.id]))[0]
  }
  // Forgotten: surely not done, and free for another attempt.
  if (!mass) return { kind: 'retry', reason: 'busy', afterSeconds: 5 }
  if (mass.state !== 'asking' && mass.state !== 'doubt') return null
  return mend(ctx, account, mass, signal)
}

/** The answer was lost. The task is looked for; when it is surely not there, it is asked for again. */
async function mend(ctx: Ctx, account: Account, mass: Mass, signal: AbortSignal): Promise<Outcome | null> {
  const client = clientOf(ctx.app, account)
  try {
    const msgid = await findAsked(ctx, client, mass, signal)
    const targets = (await targetsOfMass(ctx, [mass.id])).filter((one) => one.state === 'open')
    if (msgid !== null) {
      await adopt(ctx, mass, targets, { msgid, failed: new Set() })
      return null
    }
    if (ctx.clock.now().getTime() - mass.askedAt.getTime() < SURE_AFTER_MS || !(await takeAgain(ctx, mass))) return null
    return await askConfirm({ ctx, client, account, signal }, { ...mass, askedAt: ctx.clock.now() }, targets)
  } catch (error) {
    // Looking failed: still in doubt.
    if (error instanceof WecomError) return null
    throw error
  }
}

/** The rows say what became of each touch; what is in doubt is left out. */
async function say(ctx: Ctx, touches: readonly string[], answers: ReadonlyMap<string, Outcome>): Promise<Answer[]> {
  const targets = new Map((await targetsOf(ctx, touches)).map((one) => [one.touch, one]))
  const masses = new Map((await massesOf(ctx, [...new Set([...targets.values()].map((one) => one.massId))])).map((one) => [one.id, one]))
  return touches.flatMap((touch): Answer[] => {
    const target = targets.get(touch)
    const outcome = target ? outcomeOfRow(target, masses.get(target.massId)) : answers.get(touch)
    return outcome ? [{ touch, outcome }] : []
  })
}

function outcomeOfRow(target: MassTarget, mass: Mass | undefined): Outcome | undefined {
  if (target.state === 'sent') return { kind: 'sent', externalId: target.touch, at: mass?.confirmedAt ?? mass?.askedAt ?? new Date(0) }
  if (target.state === 'refused') return { kind: 'refused', reason: (target.reason ?? 'not_reachable') as 'not_reachable' }
  if (mass?.state === 'waiting') return { kind: 'needs_person', reason: 'confirm_by_sender', externalId: target.touch }
  return undefined
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, lane))
}

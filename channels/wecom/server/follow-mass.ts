import type { Account, Outcome } from '@grove/channel-kit/contract'
import { type ChannelReport, channelHost } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import { askedOf } from './ask-confirm.ts'
import { confirmWords } from './confirm-words.ts'
import { lateFrom, nextLook, nextReminder } from './confirm-times.ts'
import { stopDoubles } from './find-asked.ts'
import { type Mass, type MassTarget, markMass, settleTargets, targetsOfMass, writeProgress } from './mass-store.ts'
import { settingsOf } from './settings.ts'

export const KIND = 'wecom'

interface Seen {
  /** What the platform says of each target that it says something final of. */
  readonly results: ReadonlyMap<string, { readonly status: number; readonly at: Date | null }>
  readonly confirmed: boolean
  /** It will never go out: cancelled or gone. */
  readonly dead: boolean
}

/** One look at a task that waits: results written and reported, the sender told and reminded, the lead called, the task ended in time. */
export async function followMass(ctx: Ctx, client: WecomClient, account: Account, mass: Mass): Promise<void> {
  const now = ctx.clock.now()
  const over = mass.expiresAt <= now
  const single = mass.singleAt ?? ((await isSingle(ctx, client, mass)) ? now : null)
  if (over) await quietly(client.call(wecom.cancelMassMessage, { msgid: mass.msgid ?? '' }))
  const seen = await look(client, mass)
  if (seen === null) {
    // The platform can't say now. What is over stays open an hour at most beyond its time.
    if (!over || now.getTime() - mass.expiresAt.getTime() < 3_600_000) return void (await postpone(ctx, { ...mass, singleAt: single }, now))
  }
  const targets = (await targetsOfMass(ctx, [mass.id])).filter((one) => one.state === 'open')
  const ended = over || (seen?.dead ?? false)
  const settled = targets.flatMap((target) => endingOf(target, seen, ended, now))
  const left = targets.length - settled.length
  const told = left > 0 && !mass.notifiedAt ? await tell(ctx, client, account, mass, left) : mass.notifiedAt
  const reminded = left > 0 && mass.remindAt !== null && mass.remindAt <= now && !seen?.confirmed ? await remind(client, mass) : 0
  const late = left > 0 && !mass.lateAt && !seen?.confirmed && lateFrom(mass.askedAt, mass.expiresAt) <= now
  await ctx.inTx(async (tx) => {
    await settleTargets(
      tx,
      settled.map(({ touch, state, reason, at }) => ({ touch, state, reason, at })),
    )
    await channelHost(tx.app).report(tx, KIND, settled.map(reportOf))
    const reminders = mass.reminders + reminded
    const due = nextLook(mass.polls + 1, mass.askedAt, now)
    await writeProgress(tx, mass.id, {
      dueAt: due < mass.expiresAt || over ? due : mass.expiresAt,
      confirmedAt: mass.confirmedAt ?? (seen?.confirmed ? now : null),
      notifiedAt: told,
      lateAt: late ? now : mass.lateAt,
      singleAt: single,
      reminders,
      remindAt: reminded > 0 ? nextReminder(reminders, mass.askedAt, mass.expiresAt) : mass.remindAt,
    })
    if (late) await channelHost(tx.app).confirmLate(tx, [askedOf(mass, targets)])
    if (left === 0) {
      await markMass(tx, mass.id, 'done', ended ? 'not_confirmed' : null)
      await channelHost(tx.app).confirmEnded(tx, [mass.id])
    }
  })
}

/** False: to be asked again at the next look. */
async function isSingle(ctx: Ctx, client: WecomClient, mass: Mass): Promise<boolean> {
  try {
    return await stopDoubles(ctx, client, mass)
  } catch (error) {
    if (error instanceof WecomError) return false
    throw error
  }
}

/** Null: the platform can't say at the moment. */
async function look(client: WecomClient, mass: Mass): Promise<Seen | null> {
  const msgid = mass.msgid ?? ''
  try {
    const tasks: { userid: string; status: number }[] = []
    for await (const page of client.pages(wecom.massMessageTasks, { msgid })) tasks.push(...page.task_list)
    const results = new Map<string, { status: number; at: Date | null }>()
    for await (const page of client.pages(wecom.massMessageResults, { msgid, userid: mass.sender, limit: 1000 })) {
      for (const one of page.send_list) {
        const target = mass.kind === 'group' ? one.chat_id : one.external_userid
        if (target) results.set(target, { status: one.status, at: one.send_time ? new Date(one.send_time * 1000) : null })
      }
    }
    return { results, confirmed: tasks.some((task) => task.userid === mass.sender && task.status !== 0), dead: false }
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    if (error.kind === 'gone') return { results: new Map(), confirmed: false, dead: true }
    return null
  }
}

interface Ending {
  readonly touch: string
  readonly state: 'sent' | 'refused'
  readonly reason: 'not_reachable' | 'quota_gone' | 'not_confirmed' | null
  readonly at: Date
}

function endingOf(target: MassTarget, seen: Seen | null, ended: boolean, now: Date): Ending[] {
  const result = seen?.results.get(target.target)
  if (result?.status === 1) return [{ touch: target.touch, state: 'sent', reason: null, at: result.at ?? now }]
  if (result?.status === 2) return [{ touch: target.touch, state: 'refused', reason: 'not_reachable', at: now }]
  if (result?.status === 3) return [{ touch: target.touch, state: 'refused', reason: 'quota_gone', at: now }]
  return ended ? [{ touch: target.touch, state: 'refused', reason: 'not_confirmed', at: now }] : []
}

function reportOf({ touch, reason, at }: Ending): ChannelReport {
  const outcome: Outcome = reason === null ? { kind: 'sent', externalId: touch, at } : { kind: 'refused', reason }
  return { externalId: touch, outcome }
}

/** The platform shows the task in its own list only; a message in the sender's language, with the number of groups, brings it to mind. Null: it did not arrive. */
async function tell(ctx: Ctx, client: WecomClient, account: Account, mass: Mass, targets: number): Promise<Date | null> {
  const { agentId } = settingsOf(account)
  if (agentId === 0) return ctx.clock.now()
  const staff = await channelHost(ctx.app).staffBehind(ctx, account.id, [mass.sender])
  const words = confirmWords(staff.get(mass.sender)?.locale ?? ctx.locale, { kind: mass.kind, targets, text: mass.message.text })
  const sent = await quietly(
    client.call(wecom.sendAppMessage, {
      touser: mass.sender,
      agentid: agentId,
      msgtype: 'textcard',
      textcard: { ...words, url: `${ctx.app.config.baseUrl}/` },
      enable_duplicate_check: 1,
    }),
  )
  return sent ? ctx.clock.now() : null
}

/** 1: one of the three reminders is used up, also when its answer was lost. */
async function remind(client: WecomClient, mass: Mass): Promise<number> {
  try {
    await client.call(wecom.remindMassMessage, { msgid: mass.msgid ?? '' })
    return 1
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    return error.kind === 'retry_later' ? 0 : 1
  }
}

/** What may fail without anything being wrong with the task. */
async function quietly(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (error instanceof WecomError) return error.kind === 'unknown_outcome'
    throw error
  }
}

function postpone(ctx: Ctx, mass: Mass, now: Date): Promise<number> {
  const { confirmedAt, notifiedAt, lateAt, singleAt, reminders, remindAt } = mass
  return writeProgress(ctx, mass.id, {
    confirmedAt,
    notifiedAt,
    lateAt,
    singleAt,
    reminders,
    remindAt,
    dueAt: new Date(now.getTime() + 60_000),
  })
}

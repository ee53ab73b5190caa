import type { Account, Outcome } from '@grove/channel-kit/contract'
import { channelHost } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import { nextLook, nextReminder } from './confirm-times.ts'
import { outcomeOf } from './find-senders.ts'
import { loadAttachments } from './load-attachments.ts'
import { forgetMass, markMass, markWaiting, type Mass, type MassTarget, settleTargets } from './mass-store.ts'

interface Asking {
  readonly ctx: Ctx
  readonly client: WecomClient
  readonly account: Account
  readonly signal: AbortSignal
}

/**
 * Asks the platform for one task, and writes what came of it: it waits for its sender, it is in doubt, it was refused, or it is forgotten
 * because surely nothing was done. Returns the outcome for touches that do not wait; null where the rows say it.
 */
export async function askConfirm(asking: Asking, mass: Mass, targets: readonly MassTarget[]): Promise<Outcome | null> {
  const { ctx, client, account, signal } = asking
  const gone: Outcome = { kind: 'refused', reason: mass.kind === 'group' ? 'group_closed' : 'not_reachable' }
  try {
    const attachments = await loadAttachments(ctx, client, account, mass.message, signal)
    if (!attachments) return await forget(ctx, mass, { kind: 'failed', reason: 'bad_content' })
    const ids = targets.map((one) => one.target)
    const { msgid, fail_list: failed } = await client.call(
      wecom.addMsgTemplate,
      {
        chat_type: mass.kind,
        sender: mass.sender,
        ...(mass.kind === 'group' ? { chat_id_list: ids } : { external_userid: ids }),
        ...(mass.message.text ? { text: { content: mass.message.text } } : {}),
        ...(attachments.length ? { attachments } : {}),
      },
      { signal },
    )
    await adopt(ctx, mass, targets, { msgid, failed: new Set(failed) })
    return null
  } catch (error) {
    const outcome = outcomeOf(error, gone)
    if (outcome.kind === 'unknown') {
      await markMass(ctx, mass.id, 'doubt', null)
      return null
    }
    if (outcome === gone && targets.length > 1) return await askWithoutGone(asking, mass, targets, error as WecomError)
    if (outcome.kind === 'refused') return await refuse(ctx, mass, targets, outcome)
    return await forget(ctx, mass, outcome)
  }
}

/** The platform has the task: its touches wait for the sender, who is told. */
export function adopt(
  ctx: Ctx,
  mass: Mass,
  targets: readonly MassTarget[],
  given: { readonly msgid: string; readonly failed: ReadonlySet<string> },
): Promise<void> {
  return ctx.inTx(async (tx) => {
    const now = tx.clock.now()
    const adopted = await markWaiting(tx, mass.id, {
      msgid: given.msgid,
      dueAt: nextLook(0, now, now),
      remindAt: nextReminder(0, mass.askedAt, mass.expiresAt),
    })
    if (adopted === 0) return
    const failed = targets.filter((one) => given.failed.has(one.target))
    await settleTargets(
      tx,
      failed.map((one) => ({ touch: one.touch, state: 'refused', reason: 'not_reachable', at: null })),
    )
    const open = targets.filter((one) => !given.failed.has(one.target))
    if (open.length > 0) await channelHost(tx.app).confirmAsked(tx, [askedOf(mass, open)])
    tx.afterCommit(() => tx.app.signals.wake('wecom'))
  })
}

export function askedOf(mass: Mass, targets: readonly MassTarget[]) {
  return {
    key: mass.id,
    communityId: targets[0]?.communityId ?? 0,
    targets: targets.length,
    accountId: mass.accountId,
    sender: mass.sender,
    text: mass.message.text,
    expiresAt: mass.expiresAt,
  }
}

/** One group that is gone spoils the task for all: those that are gone are found, the rest is asked for once more. */
async function askWithoutGone(asking: Asking, mass: Mass, targets: readonly MassTarget[], error: WecomError): Promise<Outcome | null> {
  const { ctx, client, signal } = asking
  const gone: Outcome = { kind: 'refused', reason: mass.kind === 'group' ? 'group_closed' : 'not_reachable' }
  const there = await Promise.all(
    targets.map(async ({ target }) => {
      try {
        if (mass.kind === 'group') await client.call(wecom.groupGet, { chat_id: target }, { signal })
        else await client.call(wecom.customerGet, { external_userid: target }, { signal })
        return true
      } catch (failure) {
        return !(failure instanceof WecomError && (failure.kind === 'gone' || failure.kind === 'refused_by_receiver'))
      }
    }),
  )
  const left = targets.filter((_, index) => there[index])
  if (left.length === targets.length || left.length === 0) return refuse(ctx, mass, targets, outcomeOf(error, gone))
  await settleTargets(
    ctx,
    targets.filter((_, index) => !there[index]).map((one) => ({ touch: one.touch, state: 'refused', reason: 'group_closed', at: null })),
  )
  return askConfirm(asking, mass, left)
}

async function refuse(ctx: Ctx, mass: Mass, targets: readonly MassTarget[], outcome: Outcome): Promise<Outcome> {
  const reason = 'reason' in outcome ? outcome.reason : null
  await ctx.inTx(async (tx) => {
    await markMass(tx, mass.id, 'refused', reason)
    await settleTargets(
      tx,
      targets.map((one) => ({ touch: one.touch, state: 'refused', reason, at: null })),
    )
  })
  return outcome
}

async function forget(ctx: Ctx, mass: Mass, outcome: Outcome): Promise<Outcome> {
  await ctx.inTx((tx) => forgetMass(tx, mass.id))
  return outcome
}

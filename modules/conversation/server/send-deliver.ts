import type { Account, Answer, Delivery, Outcome } from '@grove/channel-kit/contract'
import type { Channel } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { variablesOf, renderContent } from '../domain/render.ts'
import { pickAnswers } from '../domain/settle.ts'
import { touchKey } from '../domain/touch-key.ts'
import { accountsOf } from './channel-account.ts'
import { callChannel, inTurns } from './channel-call.ts'
import type { ClaimedSend, RenderedSend } from './send-row.ts'
import { readTargets, type Targets } from './send-targets.ts'
import { loadValues } from './send-variable.ts'
import { readContents } from './store-content.ts'

export interface Result {
  readonly send: ClaimedSend
  /** Undefined: the channel was called and nothing certain came back. */
  readonly outcome: Outcome | undefined
  /** What is missing or wrong, for the person who mends it. */
  readonly detail: string | null
}

/**
 * Renders and hands over what was claimed until `until`; outside any transaction. One result for each, never a throw for a channel's fault.
 * No call begins that could outlast the claim: by then another worker may have taken the sends.
 */
export async function deliverSends(ctx: Ctx, channel: Channel, sends: readonly ClaimedSend[], until: Date): Promise<Result[]> {
  if (sends.length === 0) return []
  const inTime = () => ctx.clock.now().getTime() + channel.pace.timeoutMs <= until.getTime()
  const targets = await readTargets(ctx, sends, channel.kind)
  const { ready, faulty } = await render(ctx, sends, targets)
  const results: Result[] = [...faulty]
  const accounts = await accountsOf(ctx, channel)
  const groups = byAccount(ready, targets, accounts, channel)
  for (const { account, members } of groups) results.push(...(await deliverGroup({ ctx, channel, account, targets, inTime }, members)))
  return results
}

async function render(ctx: Ctx, sends: readonly ClaimedSend[], targets: Targets) {
  const contents = await readContents(ctx, [...new Set(sends.map((send) => send.contentId))])
  const names = [...new Set([...contents.values()].flatMap(variablesOf))]
  const values = await loadValues(ctx, sends, names, targets)
  const ready: RenderedSend[] = []
  const faulty: Result[] = []
  sends.forEach((send, index) => {
    const template = contents.get(send.contentId)
    const rendered = template && renderContent(template, values[index] ?? {})
    if (!rendered) faulty.push({ send, outcome: { kind: 'failed', reason: 'bad_content' }, detail: null })
    else if (!rendered.ok)
      faulty.push({ send, outcome: { kind: 'needs_person', reason: 'missing_variable' }, detail: rendered.missing.join(', ') })
    else ready.push({ ...send, content: rendered.content, touch: touchKey({ workspaceId: ctx.workspaceId, ...send }) })
  })
  return { ready, faulty }
}

interface Group {
  readonly account: Account | null | undefined
  readonly members: RenderedSend[]
}

/** Each send goes through the account its community is tied to, else the channel's first working one; built-in channels need none. */
function byAccount(sends: readonly RenderedSend[], targets: Targets, accounts: readonly Account[], channel: Channel): Group[] {
  const groups = new Map<number, Group>()
  for (const send of sends) {
    const wanted = targets.communities.get(send.communityId)?.accountId
    const account = channel.settings.length === 0 ? null : wanted ? accounts.find((one) => one.id === wanted) : accounts[0]
    const key = account?.id ?? 0
    const group = groups.get(key) ?? { account, members: [] }
    group.members.push(send)
    groups.set(key, group)
  }
  return [...groups.values()]
}

interface Handover {
  readonly ctx: Ctx
  readonly channel: Channel
  readonly account: Account | null | undefined
  readonly targets: Targets
  readonly inTime: () => boolean
}

const LATE: Outcome = { kind: 'retry', reason: 'busy' }

async function deliverGroup({ ctx, channel, account, targets, inTime }: Handover, sends: readonly RenderedSend[]): Promise<Result[]> {
  if (account === undefined) return sends.map((send) => ({ send, outcome: { kind: 'failed', reason: 'account_gone' }, detail: null }))
  const known = await askFirst(ctx, channel, account, sends)
  const open = sends.filter((send) => !known.has(send.touch))
  const answers = await inTurns(chunk(open, channel.pace.batch), channel.pace.concurrency, async (batch): Promise<readonly Answer[]> => {
    // Not called, so surely not done; only of an orphan nobody knows what its first call did.
    if (!inTime()) return batch.flatMap((send) => (send.orphan ? [] : [{ touch: send.touch, outcome: LATE }]))
    const deliveries = batch.map((send) => deliveryOf(send, targets))
    return callChannel(ctx, channel, (signal) => channel.deliver(ctx, { account, deliveries }, signal))
  })
  const picked = pickAnswers(answers.flat())
  return sends.map((send) => ({ send, outcome: known.has(send.touch) ? known.get(send.touch) : picked.get(send.touch), detail: null }))
}

/**
 * Orphans of a channel that can be asked, unless repeating them is harmless and still in time: what is found is its outcome, what is surely
 * absent goes again (or is past its time), the rest stays uncertain.
 */
async function askFirst(
  ctx: Ctx,
  channel: Channel,
  account: Account | null,
  sends: readonly RenderedSend[],
): Promise<Map<string, Outcome | undefined>> {
  const { lookup } = channel
  const isLate = (send: RenderedSend) => send.expiresAt !== null && send.expiresAt <= ctx.clock.now()
  const doubtful = sends.filter((send) => send.orphan && (!channel.can.idempotentByTouch || isLate(send)))
  if (!channel.can.lookupByTouch || !lookup || doubtful.length === 0) return new Map()
  const known = new Map<string, Outcome | undefined>(doubtful.map((send) => [send.touch, undefined]))
  const late = new Set(doubtful.filter(isLate).map((send) => send.touch))
  const asked = await inTurns(chunk(doubtful, channel.pace.batch), channel.pace.concurrency, (batch) => {
    const touches = batch.map((send) => send.touch)
    return callChannel(ctx, channel, (signal) => lookup(ctx, account, touches, signal))
  })
  for (const { touch, found } of asked.flat()) {
    if (found === 'unclear') continue
    if (found !== 'absent') known.set(touch, found)
    // Not done and too late now: a retry that can't come any more ends as expired.
    else if (late.has(touch)) known.set(touch, { kind: 'retry', reason: 'network' })
    else known.delete(touch)
  }
  return known
}

function deliveryOf(send: RenderedSend, targets: Targets): Delivery {
  const community = targets.communities.get(send.communityId)
  const member = targets.members.get(send.memberId)
  return {
    touch: send.touch,
    sendId: send.id,
    communityId: send.communityId,
    group: { name: community?.name ?? '', externalId: community?.externalId ?? null },
    member: send.memberId === 0 ? null : { id: send.memberId, name: member?.name ?? '', externalId: member?.externalId ?? null },
    content: send.content,
    attempt: send.attempt,
  }
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size))
  return chunks
}

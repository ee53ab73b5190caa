import { randomUUID } from 'node:crypto'
import { type Channel, channels } from '@grove/channel-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type App, type Ctx, dueLoop, type SystemCtx, type Turn } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { claimSends } from './send-claim.ts'
import { deliverSends } from './send-deliver.ts'
import { endingsOf, writeEndings } from './send-write.ts'

/** A lease outlives the longest call, so that only a lost worker's claims run out. */
const LEASE_MARGIN_MS = 30_000
/** A channel slower than this goes on by itself, so that it never holds up the others. */
const PATIENCE_MS = 1000
const JUST_NOW_MS = 100

const kindsOf = (app: App) => app.registry.all(channels).map((channel) => channel.kind)

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const now = ctx.clock.now()
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where not w.sends_stopped and exists (
      select 1 from unnest(${kindsOf(ctx.app)}::text[]) as k (kind)
      where exists (select 1 from send s where s.workspace_id = w.id and s.channel = k.kind
          and s.state in ('planned', 'retry', 'held') and s.not_before <= ${now})
        or exists (select 1 from send s where s.workspace_id = w.id and s.channel = k.kind and s.state = 'claimed' and s.lease_until <= ${now}))
    order by w.id`)
  return rows.map((row) => row.id)
}

/** The next moment something falls due. What is due already and still stands (a busy channel, a paused run) must not make the loop spin. */
async function nextAt(ctx: SystemCtx): Promise<Date | undefined> {
  const from = new Date(ctx.clock.now().getTime() - JUST_NOW_MS)
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w
    cross join unnest(${kindsOf(ctx.app)}::text[]) as k (kind)
    cross join lateral (
      (select s.not_before as at from send s where s.workspace_id = w.id and s.channel = k.kind and s.state in ('planned', 'retry', 'held')
        and s.not_before > ${from} order by s.not_before limit 1)
      union all
      (select s.lease_until from send s where s.workspace_id = w.id and s.channel = k.kind and s.state = 'claimed'
        and s.lease_until > ${from} order by s.lease_until limit 1)) n
    where not w.sends_stopped and not w.asleep`)
  return at ?? undefined
}

const busy = new WeakMap<App, Map<string, Promise<Turn>>>()

/** One batch of each channel that is free, side by side. */
async function run(ctx: Ctx): Promise<Turn> {
  const lanes = busy.get(ctx.app) ?? new Map<string, Promise<Turn>>()
  busy.set(ctx.app, lanes)
  const started = ctx.app.registry.all(channels).flatMap((channel) => {
    const key = `${ctx.workspaceId} ${channel.kind}`
    if (lanes.has(key)) return []
    const lane = batchOf(ctx, channel).finally(() => lanes.delete(key))
    lanes.set(key, lane)
    return [patiently(ctx, lane)]
  })
  const results = await Promise.all(started)
  return { more: results.some((turn) => turn.more), worked: results.some((turn) => turn.worked) }
}

/** Waits for a lane; a slow one is left to itself and wakes the loop when it is done. */
async function patiently(ctx: Ctx, lane: Promise<Turn>): Promise<Turn> {
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => resolve('slow'), PATIENCE_MS)
  })
  const first = await Promise.race([lane, slow]).finally(() => clearTimeout(timer))
  if (first !== 'slow') return first
  lane.then(
    () => ctx.app.signals.wake('sends'),
    (error: unknown) =>
      ctx.app.log.error({ workspace: ctx.workspaceId, error: String(error) }, 'a batch of sends broke off; its claims are taken up again'),
  )
  return { more: false, worked: false }
}

const processName = randomUUID().slice(0, 8)
let claims = 0

async function batchOf(ctx: Ctx, channel: Channel): Promise<Turn> {
  const now = ctx.clock.now()
  const worker = `${processName}-${++claims}`
  const until = new Date(now.getTime() + channel.pace.timeoutMs + LEASE_MARGIN_MS)
  const claimed = await claimSends(ctx, channel, { worker, until })
  const lost = claimed.lost.map((send) => ({ send, outcome: { kind: 'unknown', reason: 'worker_lost' } as const, detail: null }))
  await writeEndings(ctx, worker, endingsOf(lost, channel.can, now))
  const results = await deliverSends(ctx, channel, claimed.sends, until)
  await writeEndings(ctx, worker, endingsOf(results, channel.can, ctx.clock.now()))
  return { worked: claimed.seen > 0, more: claimed.full }
}

/** Delivers what is due: claim and commit, call the channel outside any transaction, write what became of it. */
export const sendLoop = dueLoop({ name: 'sends', wakeOn: ['sends'], everyMs: 1000, due, run, nextAt })

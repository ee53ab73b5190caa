import { dayOf } from '@grove/calendar'
import { usesOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, prepareForAll } from '@grove/condition-kit/server'
import { inHeavyTx } from '@grove/db'
import { emit } from '@grove/event-log'
import { enqueue } from '@grove/jobs'
import { type Ctx, job } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { z } from 'zod'
import { segmentBuilt } from '../contract/index.ts'
import { tellMoves } from './apply-moves.ts'
import { type LiveSegment, liveSegments, lockSegment, passGate } from './store.ts'
import { failBuild, finishBuild, writeBuilding, writeDay, writeProgress } from './store-build.ts'
import { closeStretch, openStretch, type Stretch } from './store-member.ts'
import { tagRuleJob } from './tag-rule-job.ts'

/** Members written in one transaction: short enough that readers of the log never wait. */
const CHUNK = 20_000
const CANCELLED = '57014'

/**
 * Looks at every member with one statement on the connections for heavy work, and carries the answer over in chunks of short transactions.
 * The statement only reads, so the log is not held back however long it takes.
 */
export const rebuildJob = job({
  name: 'segment.rebuild',
  input: z.object({ segmentId: z.number().int(), version: z.number().int() }),
  maxAttempts: 5,
  run: rebuild,
})

/** Keeps the line of sizes without gaps. */
export const sizeJob = job({
  name: 'segment.sizes',
  input: z.object({}),
  maxAttempts: 3,
  cron: '50 15 * * *',
  run: (ctx) => writeDay(ctx, dayOf(ctx.clock.now().getTime(), ctx.zone)),
})

async function rebuild(ctx: Ctx, { segmentId, version }: { readonly segmentId: number; readonly version: number }): Promise<void> {
  const segment = await ctx.inTx((ctx) => current(ctx, segmentId, version))
  if (!segment) return
  const lookedAt = ctx.clock.now()
  try {
    const done = await inHeavyTx(ctx, (heavy) => carryOver(ctx, heavy, segment, lookedAt))
    if (done) await ctx.inTx((ctx) => finish(ctx, segment, lookedAt))
  } catch (error) {
    if ((error as { code?: unknown }).code !== CANCELLED) throw error
    await failBuild(ctx, segmentId, 'timeout')
  }
}

/** The segment as long as this build is still wanted. */
async function current(ctx: Ctx, id: number, version: number): Promise<LiveSegment | undefined> {
  await passGate(ctx)
  const segment = await lockSegment(ctx, id)
  return segment?.state === 'building' && segment.version === version && segment.condition ? (segment as LiveSegment) : undefined
}

async function carryOver(ctx: Ctx, heavy: Ctx, segment: LiveSegment, lookedAt: Date): Promise<boolean> {
  const compiled = await prepareForAll(heavy, [segment.condition], lookedAt)
  await heavy.db.exec(sql`
    declare found no scroll cursor for
    select m.id from member m where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${compiled.where(segment.condition)} order by m.id`)
  let after = 0
  for (let rows = 0; ; ) {
    const found = (await heavy.db.rows<{ id: number }>(FETCH)).map((row) => row.id)
    const last = found.length < CHUNK
    const upTo = last ? null : (found.at(-1) ?? null)
    rows += found.length
    const going = await ctx.inTx((ctx) => writeChunk(ctx, segment, { segmentId: segment.id, after, upTo, found }, rows))
    if (!going) return false
    if (last) return true
    after = upTo ?? after
  }
}

const FETCH = sql`fetch 20000 from found`

async function writeChunk(ctx: Ctx, segment: LiveSegment, stretch: Stretch, rows: number): Promise<boolean> {
  const still = await current(ctx, segment.id, segment.version)
  if (!still) return false
  const pairs = (members: readonly { memberId: number }[]) => members.map(({ memberId }) => ({ segmentId: segment.id, memberId }))
  const left = pairs(await closeStretch(ctx, stretch))
  const entered = pairs(await openStretch(ctx, stretch))
  await tellMoves(ctx, [still], { entered, left }, 'rebuild')
  await writeProgress(ctx, segment.id, rows)
  return true
}

/** Whoever depends on a segment that was built without a word has to be built as well. */
async function finish(ctx: Ctx, segment: LiveSegment, lookedAt: Date): Promise<void> {
  const still = await current(ctx, segment.id, segment.version)
  if (!still) return
  const size = await finishBuild(ctx, segment.id, dayOf(ctx.clock.now().getTime(), ctx.zone), lookedAt)
  await emit(ctx, [{ kind: segmentBuilt, data: { segmentId: segment.id, size } }])
  await enqueue(ctx, tagRuleJob, { segmentId: segment.id }, { key: String(segment.id) })
  if (still.quiet) await rebuildUsers(ctx, segment.id)
}

async function rebuildUsers(ctx: Ctx, id: number): Promise<void> {
  const kinds = conditionKindsOf(ctx.app)
  const users = (await liveSegments(ctx)).filter((one) =>
    usesOf(one.condition, kinds).some((use) => use.what === 'segment' && use.key === String(id)),
  )
  if (users.length === 0) return
  const builds = await writeBuilding(
    ctx,
    users.map((one) => one.id),
    false,
  )
  for (const { id: segmentId, version } of builds) await enqueue(ctx, rebuildJob, { segmentId, version }, { key: String(segmentId) })
}

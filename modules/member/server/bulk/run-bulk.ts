import { isDeepStrictEqual } from 'node:util'
import { GroveError, type Role, type WorkspaceId } from '@grove/kernel/contract'
import { type Actor, type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { bulkKinds, type Standing } from './bulk-kind.ts'
import { addProgress, type BulkActor, type BulkRecord, claimBulk, nextChanges, nextMembers, setBulkState, writeChanges } from './store.ts'

const BATCH = 2000

/** Bulk changes as due work: one batch, one transaction, with its progress and what undo needs. */
export const bulkLoop = dueLoop({
  name: 'member.bulks',
  wakeOn: ['member.bulks'],
  everyMs: 5000,
  due: async (ctx: SystemCtx) => {
    const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
      select distinct workspace_id as id from member_bulk where state in ('running', 'undoing') order by 1`)
    return rows.map((row) => row.id)
  },
  run: (ctx) => bulkStep(ctx),
})

/** One batch of one bulk change. A refusal ends it with its code; what earlier batches did stays and may be undone. */
export async function bulkStep(ctx: Ctx): Promise<{ more: boolean }> {
  let working: number | undefined
  try {
    return await ctx.inTx(async (tx) => {
      const bulk = await claimBulk(tx)
      if (!bulk) return { more: false }
      working = bulk.id
      await (bulk.state === 'undoing' ? undoBatch(tx, bulk) : doBatch(tx, bulk))
      return { more: true }
    })
  } catch (error) {
    if (working === undefined || !(error instanceof GroveError)) throw error
    await setBulkState(ctx, working, 'failed', error.code)
    return { more: true }
  }
}

async function doBatch(ctx: Ctx, bulk: BulkRecord): Promise<void> {
  const kind = kindIn(ctx, bulk)
  const as = actingAs(ctx, bulk.actor)
  const memberIds = (await nextMembers(ctx, bulk, BATCH)).map((row) => row.memberId)
  const last = memberIds.at(-1)
  if (last === undefined) {
    await kind.finish?.(as, bulk.input)
    await setBulkState(ctx, bulk.id, 'done')
    return
  }
  const before = await kind.standing(as, bulk.input, memberIds)
  await kind.apply(as, bulk.input, memberIds)
  const after = await kind.standing(as, bulk.input, memberIds)
  const changes = memberIds.flatMap((memberId) => {
    const was = before.get(memberId)
    const is = after.get(memberId)
    return was && is && !isDeepStrictEqual(was, is) ? [{ memberId, before: was, after: is }] : []
  })
  await writeChanges(ctx, bulk.id, changes)
  await addProgress(ctx, bulk.id, { place: last, done: memberIds.length, changed: changes.length })
}

/** Only members that still stand as the work left them are put back: what somebody did since is theirs. */
async function undoBatch(ctx: Ctx, bulk: BulkRecord): Promise<void> {
  const kind = kindIn(ctx, bulk)
  const as = actingAs(ctx, bulk.actor)
  const items = await nextChanges(ctx, bulk, BATCH)
  const last = items.at(-1)
  if (!last) return setBulkState(ctx, bulk.id, 'undone')
  const now = await kind.standing(
    as,
    bulk.input,
    items.map((item) => item.memberId),
  )
  const untouched = items.filter((item) => isDeepStrictEqual(now.get(item.memberId), item.after))
  const restored = untouched.length ? await kind.restore(as, bulk.input, untouched) : []
  await addProgress(ctx, bulk.id, { place: last.memberId, undone: restored.length })
}

function kindIn(ctx: Ctx, bulk: BulkRecord) {
  const kind = ctx.app.registry.all(bulkKinds).find((one) => one.kind === bulk.kind)
  if (!kind) throw new Error(`no module knows the bulk kind ${bulk.kind}`)
  return kind
}

/** The same transaction in the name of whoever began the work. What they may see was decided when the members were chosen. */
function actingAs(tx: Ctx, by: BulkActor): Ctx {
  const as: Ctx = { ...tx, actor: actorOf(by), inTx: (work: (ctx: Ctx) => Promise<never>) => work(as) }
  return as
}

function actorOf(by: BulkActor): Actor {
  const everything = { rights: new Set<string>(), scope: { kind: 'all' } } as const
  if (by.kind === 'staff') return { kind: 'staff', staffId: by.staffId, accountId: by.accountId, role: by.role as Role, ...everything }
  return by.kind === 'apiKey' ? { kind: 'apiKey', keyId: by.keyId, ...everything } : { kind: 'system', name: 'member.bulks' }
}

export type { Standing }

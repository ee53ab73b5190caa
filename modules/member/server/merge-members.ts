import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type listMerges as listRoute,
  memberErrors,
  memberMerged,
  memberUnmerged,
  type mergeMembers as mergeRoute,
  type undoMerge as undoRoute,
} from '../contract/index.ts'
import { forgetStandings } from './member-standing.ts'
import { allTables, type MemberTable, type Move, settleMembers } from './member-table.ts'
import { seenIds } from './read-seen.ts'
import { identitiesOfMembers } from './store-identity.ts'
import { lockMembers, type MemberRecord } from './store-member.ts'
import {
  combineRows,
  dropRows,
  endMerge,
  insertMerge,
  lockMerge,
  mergeOfLoser,
  mergesOfWinner,
  mergesWhole,
  moveRows,
  restoreRows,
  reviveRows,
  type Trail,
} from './store-merge.ts'
import { indexMembers, withoutWords } from './store-search.ts'

/**
 * Makes two records of one person one: everything the modules hold of the loser becomes the winner's, what both have stays once, gaps of
 * the winner are filled. The loser's record goes; the trail says how to bring all of it back.
 * @throws member.merge_self member.not_found member.merged member.merge_kinds
 */
export async function mergeMembers(ctx: Ctx, input: InputOf<typeof mergeRoute>): Promise<OutputOf<typeof mergeRoute>> {
  const { winnerId, loserId } = input
  if (winnerId === loserId) throw memberErrors.merge_self()
  return ctx.inTx(async (ctx) => {
    const seen = await seenIds(ctx, [winnerId, loserId])
    const records = await lockMembers(ctx, seen)
    const winner = records.find((one) => one.id === winnerId) ?? (await refuseGone(ctx, winnerId))
    const loser = records.find((one) => one.id === loserId) ?? (await refuseGone(ctx, loserId))
    if (winner.kind !== loser.kind) throw memberErrors.merge_kinds({ winner: winner.kind, loser: loser.kind })
    const move: Move = { workspaceId: ctx.workspaceId, winnerId, loserId }
    // Of people of an import that is at work the words may still be to come: what moves must be there.
    const bare = await withoutWords(ctx, [winnerId, loserId])
    await indexAgain(
      ctx,
      records.filter((one) => bare.includes(one.id)),
    )
    const mergeId = await insertMerge(ctx, move, loser.displayName, writer(ctx))
    for (const table of allTables(ctx)) await mergeTable(ctx, table, move, { mergeId })
    await settleMembers(ctx, [winnerId])
    forgetStandings(ctx)
    await emit(ctx, [{ kind: memberMerged, memberId: winnerId, counted: false, data: { mergeId, loserId } }])
    await audit(ctx, { verb: 'member.merge', target: { kind: 'member', id: winnerId }, after: { mergeId, loserId } })
    return { mergeId }
  })
}

async function mergeTable(ctx: Ctx, table: MemberTable, move: Move, trail: Trail): Promise<void> {
  await combineRows(ctx, table, move, trail)
  await dropRows(ctx, table, move, trail)
  await moveRows(ctx, table, move, trail)
}

async function undoTable(ctx: Ctx, table: MemberTable, move: Move, trail: Trail): Promise<void> {
  const moved = [...Object.keys(table.set?.(move) ?? {}), table.column]
  if (!mergesWhole(table)) await restoreRows(ctx, table, moved, { ...trail, action: 'moved' })
  if (table.clash ?? table.drops) await reviveRows(ctx, table, trail)
  if (table.combine) await restoreRows(ctx, table, Object.keys(table.combine), { ...trail, action: 'changed' })
}

async function refuseGone(ctx: Ctx, id: number): Promise<never> {
  const merge = await mergeOfLoser(ctx, id)
  throw merge ? memberErrors.merged({ into: merge.winnerId }) : memberErrors.not_found()
}

const writer = (ctx: Ctx): object => (ctx.actor.kind === 'staff' ? { kind: 'staff', id: ctx.actor.staffId } : { kind: ctx.actor.kind })

/**
 * Takes a merge back: every row as it was. What happened to the winner since then stays with the winner.
 * @throws member.merge_not_found member.merge_undone member.merge_undo_order when a later merge of the same record must go first
 */
export async function undoMerge(ctx: Ctx, input: InputOf<typeof undoRoute>): Promise<OutputOf<typeof undoRoute>> {
  return ctx.inTx(async (ctx) => {
    const merge = await lockMerge(ctx, input.id)
    if (!merge) throw memberErrors.merge_not_found()
    if (merge.undoneAt) throw memberErrors.merge_undone()
    const { winnerId, loserId, id: mergeId } = merge
    const into = await mergeOfLoser(ctx, winnerId)
    if (into) throw memberErrors.merge_undo_order({ mergeId: into.id })
    const [winner] = await lockMembers(ctx, await seenIds(ctx, [winnerId]))
    if (!winner) throw memberErrors.merge_not_found()
    const [latest] = await mergesOfWinner(ctx, winnerId)
    if (latest && latest.id !== mergeId) throw memberErrors.merge_undo_order({ mergeId: latest.id })
    const move: Move = { workspaceId: ctx.workspaceId, winnerId, loserId }
    for (const table of [...allTables(ctx)].reverse()) await undoTable(ctx, table, move, { mergeId })
    await endMerge(ctx, mergeId)
    await settleMembers(ctx, [winnerId, loserId])
    forgetStandings(ctx)
    await indexAgain(ctx, await lockMembers(ctx, [winnerId, loserId]))
    const told = [winnerId, loserId].map((memberId) => ({ kind: memberUnmerged, memberId, counted: false, data: { mergeId } }))
    await emit(ctx, told)
    await audit(ctx, { verb: 'member.undo_merge', target: { kind: 'member', id: winnerId }, after: { mergeId, loserId } })
    return { winnerId, loserId }
  })
}

/** Only adds: the winner stays findable by what earlier merges brought, the loser becomes findable again whatever was edited meanwhile. */
async function indexAgain(ctx: Ctx, records: readonly MemberRecord[]): Promise<void> {
  const held = await identitiesOfMembers(
    ctx,
    records.map((one) => one.id),
  )
  const numbers = (id: number) => held.flatMap((one) => (one.memberId === id && one.channel === 'number' ? [one.externalId] : []))
  await indexMembers(
    ctx,
    records.map((one) => ({ ...one, numbers: numbers(one.id) })),
    { fresh: true },
  )
}

/** Records that went into this one and can still be taken out again. @throws member.not_found */
export async function listMerges(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const [id] = await seenIds(ctx, [input.id])
  if (id === undefined) throw memberErrors.not_found()
  const items = (await mergesOfWinner(ctx, id)).map(({ undoneAt: _undoneAt, ...one }) => one)
  return { items }
}

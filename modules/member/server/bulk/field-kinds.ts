import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { bulkOwner, bulkStage } from '../../contract/index.ts'
import { assignOwner } from '../assign-owner.ts'
import { moveStage } from '../move-stage.ts'
import { requireOwner } from '../require-owner.ts'
import { bulkKind, type Restored } from './bulk-kind.ts'

/** Gives members an owner, or none. */
export const ownerKind = bulkKind({
  kind: 'owner',
  input: bulkOwner,
  undoable: true,
  prepare: async (ctx, input) => {
    await requireOwner(ctx, input.ownerStaffId)
    const name =
      input.ownerStaffId === null
        ? null
        : await ctx.db.one<{ name: string }>(sql`
      select display_name as name from staff where workspace_id = ${ctx.workspaceId} and id = ${input.ownerStaffId}`)
    return { about: { owner: name?.name ?? null }, work: input }
  },
  standing: async (ctx, _work, memberIds) => {
    const rows = await ctx.db.rows<{ id: number; owner: number | null }>(sql`
      select id, owner_staff_id as owner from member where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[])
      order by id for update`)
    return new Map(rows.map((row) => [row.id, { owner: row.owner }]))
  },
  apply: async (ctx, work, memberIds) => {
    await assignOwner(ctx, memberIds, work['ownerStaffId'] as number | null)
  },
  restore: (ctx, _work, items) => restoreGroups(items, 'owner', (owner, memberIds) => assignOwner(ctx, memberIds, owner)),
})

/** Moves members on the relationship ladder. */
export const stageKind = bulkKind({
  kind: 'stage',
  input: bulkStage,
  undoable: true,
  prepare: async (_ctx, input) => ({ about: { stage: input.stage }, work: input }),
  standing: async (ctx, _work, memberIds) => {
    const rows = await ctx.db.rows<{ id: number; stage: number }>(sql`
      select id, stage from member where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[]) order by id for update`)
    return new Map(rows.map((row) => [row.id, { stage: row.stage }]))
  },
  apply: (ctx, work, memberIds) => toStage(ctx, work['stage'] as number, memberIds),
  restore: (ctx, _work, items) => restoreGroups(items, 'stage', (stage, memberIds) => toStage(ctx, stage ?? 1, memberIds)),
})

async function toStage(ctx: Ctx, stage: number, memberIds: readonly number[]): Promise<void> {
  await moveStage(ctx, { memberIds, stage })
}

/** Members that stood alike go back in one call. */
async function restoreGroups(
  items: readonly Restored[],
  field: string,
  put: (value: number | null, memberIds: number[]) => Promise<unknown>,
): Promise<number[]> {
  const groups = new Map<number | null, Restored[]>()
  for (const item of items) {
    const value = item.before[field] as number | null
    const group = groups.get(value)
    if (group) group.push(item)
    else groups.set(value, [item])
  }
  for (const [value, group] of groups)
    await put(
      value,
      group.map((item) => item.memberId),
    )
  return items.map((item) => item.memberId)
}

import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { desksOf } from './accounts.ts'
import { keepPictures } from './keep-pictures.ts'
import { settleCode } from './settle-code.ts'
import { claimCodes } from './store.ts'

const BATCH = 20
const LEASE_MS = 120_000

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (
      select 1 from code c where c.workspace_id = w.id and c.due_at <= ${ctx.clock.now()} and (c.state <> 'ended' or c.platform_name is not null))
    order by w.id`)
  return rows.map((row) => row.id)
}

async function nextAt(ctx: SystemCtx): Promise<Date | undefined> {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w cross join lateral (
      select c.due_at as at from code c
      where c.workspace_id = w.id and (c.state <> 'ended' or c.platform_name is not null) order by c.due_at limit 1) n where not w.asleep`)
  return at ?? undefined
}

/** Keeps what the platform has equal to what people set: when somebody changes something, at the ends of shifts, and every hour. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const codes = await claimCodes(ctx, BATCH, LEASE_MS)
  if (codes.length === 0) return { more: false }
  const desks = await desksOf(ctx)
  for (const code of codes)
    await settleCode(
      ctx,
      desks.find(({ account }) => account.id === code.accountId),
      code,
    )
  await keepPictures(
    ctx,
    desks,
    codes.map((code) => code.id),
  )
  return { more: codes.length === BATCH }
}

export const codeLoop = dueLoop({ name: 'codes', wakeOn: ['codes'], everyMs: 30_000, due, run, nextAt })

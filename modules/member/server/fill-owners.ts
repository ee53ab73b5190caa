import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { memberUpdated } from '../contract/index.ts'

/** Gives members whom nobody looks after the owner a channel knows of; who has one keeps them. Answers how many changed. */
export function fillOwners(ctx: Ctx, owners: readonly (readonly [memberId: number, staffId: number])[]): Promise<number> {
  if (owners.length === 0) return Promise.resolve(0)
  return ctx.inTx(async (ctx) => {
    const filled = await ctx.db.rows<{ memberId: number; counted: boolean }>(sql`
      with free as (
        select m.id, n.staff_id from unnest(${owners.map(([memberId]) => memberId)}::bigint[], ${owners.map(([, staffId]) => staffId)}::bigint[])
          as n (id, staff_id)
        join member m on m.workspace_id = ${ctx.workspaceId} and m.id = n.id and m.owner_staff_id is null and m.erased_at is null
        order by m.id for update of m)
      update member m set owner_staff_id = f.staff_id, updated_at = ${ctx.clock.now()}
      from free f where m.workspace_id = ${ctx.workspaceId} and m.id = f.id and m.owner_staff_id is null
      returning m.id as "memberId", m.kind = 'member' as counted`)
    await emit(
      ctx,
      filled.map(({ memberId, counted }) => ({ kind: memberUpdated, memberId, counted, data: { fields: ['ownerStaffId'] } })),
    )
    return filled.length
  })
}

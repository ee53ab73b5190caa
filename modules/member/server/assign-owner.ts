import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { memberUpdated } from '../contract/index.ts'

interface Assigned {
  readonly memberId: number
  readonly before: number | null
  readonly counted: boolean
}

/** Gives members an owner, or none; those who have that one already are left alone. Answers how many changed. */
export async function assignOwner(ctx: Ctx, memberIds: readonly number[], ownerStaffId: number | null): Promise<number> {
  return ctx.inTx(async (ctx) => {
    const assigned = await writeOwner(ctx, memberIds, ownerStaffId)
    await emit(
      ctx,
      assigned.map(({ memberId, counted }) => ({ kind: memberUpdated, memberId, counted, data: { fields: ['ownerStaffId'] } })),
    )
    if (ctx.actor.kind === 'staff')
      await audit(
        ctx,
        assigned.map((one) => ({
          verb: 'member.update',
          target: { kind: 'member', id: one.memberId },
          before: { ownerStaffId: one.before },
          after: { ownerStaffId },
        })),
      )
    return assigned.length
  })
}

function writeOwner(ctx: Ctx, memberIds: readonly number[], ownerStaffId: number | null): Promise<Assigned[]> {
  return ctx.db.rows<Assigned>(sql`
    with locked as (
      select id, owner_staff_id from member where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[])
        and owner_staff_id is distinct from ${ownerStaffId}::bigint
      order by id for update)
    update member m set owner_staff_id = ${ownerStaffId}, updated_at = ${ctx.clock.now()}
    from locked l where m.workspace_id = ${ctx.workspaceId} and m.id = l.id
    returning m.id as "memberId", l.owner_staff_id as before, m.kind = 'member' as counted`)
}

import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors } from '@grove/member/contract'
import { livingIds } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type endOverride as endRoute, STEPS, type setOverride as setRoute, standingErrors } from '../contract/index.ts'
import { applyMoves } from './apply-moves.ts'
import { markDirty } from './store-acts.ts'
import { ensureRows } from './store-standing.ts'

/**
 * Puts a member on a step by hand, with a reason and, if wanted, an end. Rules leave it alone until then.
 * @throws member.not_found standing.step_unknown standing.override_past
 */
export async function setOverride(ctx: Ctx, input: InputOf<typeof setRoute>): Promise<Record<string, never>> {
  if (!STEPS[input.ladder].includes(input.step)) throw standingErrors.step_unknown({ step: input.step })
  const until = input.until ? new Date(input.until) : null
  if (until && until <= ctx.clock.now()) throw standingErrors.override_past()
  return ctx.inTx(async (tx) => {
    const [id] = await livingIds(tx, [input.id])
    if (id === undefined) throw memberErrors.not_found()
    await ensureRows(tx, [id])
    const from = await currentStep(tx, id, input.ladder)
    if (from === undefined) throw memberErrors.not_found()
    await tx.db.exec(sql`
      insert into standing_override (workspace_id, member_id, ladder, step, reason, staff_id, at, until)
      values (${tx.workspaceId}, ${id}, ${input.ladder}, ${input.step}, ${input.reason}, ${tx.actor.kind === 'staff' ? tx.actor.staffId : null},
        ${tx.clock.now()}, ${until})
      on conflict (workspace_id, member_id, ladder) do update set step = excluded.step, reason = excluded.reason, staff_id = excluded.staff_id,
        at = excluded.at, until = excluded.until`)
    const cause = { by: 'override' as const, reason: input.reason }
    if (from !== input.step) await applyMoves(tx, input.ladder, [{ memberId: id, from, to: input.step, cause }])
    await audit(tx, {
      verb: 'standing.override',
      target: { kind: 'member', id },
      before: { ladder: input.ladder, step: from },
      after: { ladder: input.ladder, step: input.step, reason: input.reason, until },
    })
    return {}
  })
}

async function currentStep(ctx: Ctx, memberId: number, ladder: 'stage' | 'tier' | 'group'): Promise<number | undefined> {
  const row = await ctx.db.maybe<{ stage: number; tier: number; group: number }>(sql`
    select m.stage, s.tier, s.customer_group as "group" from member m
    join standing s on s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id
    where m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId} for no key update of m, s`)
  return row?.[ladder]
}

/** Gives the member back to the rules. @throws member.not_found standing.not_found */
export async function endOverride(ctx: Ctx, input: InputOf<typeof endRoute>): Promise<Record<string, never>> {
  return ctx.inTx(async (tx) => {
    const [id] = await livingIds(tx, [input.id])
    if (id === undefined) throw memberErrors.not_found()
    const before = await tx.db.maybe<{ step: number; reason: string }>(sql`
      delete from standing_override where workspace_id = ${tx.workspaceId} and member_id = ${id} and ladder = ${input.ladder}
      returning step, reason`)
    if (!before) throw standingErrors.not_found()
    await markDirty(tx, [{ memberId: id, event: 'time', eventId: 0 }])
    await audit(tx, { verb: 'standing.override_end', target: { kind: 'member', id }, before: { ladder: input.ladder, ...before } })
    return {}
  })
}

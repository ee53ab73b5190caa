import type { Facts } from '@grove/condition-kit/contract'
import { compilerOf, conditionCompilers, conditionKinds, type FactLoader, factLoaders, total } from '@grove/condition-kit/server'
import type { Extension } from '@grove/kernel/server'
import { textIn, type Text } from '@grove/playbook-kit/contract'
import { type ActionApplier, actionAppliers, actionKinds } from '@grove/playbook-kit/server'
import sql from 'sql-template-tag'
import { givePointsAction, pointsCondition } from '../contract/index.ts'
import { movePoints } from './move-points.ts'

/** A step gives each member its points once for each occurrence, however often the batch comes. */
const applier: ActionApplier = {
  kind: givePointsAction.kind,
  apply: async (ctx, batches) => {
    await movePoints(
      ctx,
      batches.flatMap(({ action, title, memberIds, communityId, runId, stepId, occurrence }) =>
        (memberIds ?? []).map((memberId) => ({
          memberId,
          amount: Number(action['points']),
          counter: 'issued' as const,
          reason: 'playbook',
          detail: { note: textIn((action['text'] as Text | undefined) ?? title, ctx.locale).slice(0, 200) },
          key: `playbook:${runId}:${stepId}:${occurrence}:${memberId}`,
          communityId,
        })),
      ),
    )
  },
}

const facts: FactLoader = {
  families: ['member.points'],
  load: async (ctx, request) => {
    const rows = await ctx.db.rows<{ memberId: number; balance: number }>(sql`
      select member_id as "memberId", balance from points_balance
      where workspace_id = ${ctx.workspaceId} and member_id = any(${request.memberIds}::bigint[])`)
    const held = new Map(rows.map((row) => [row.memberId, row.balance]))
    return new Map(request.memberIds.map((id): [number, Facts] => [id, { 'member.points': held.get(id) ?? 0 }]))
  },
}

const compiler = compilerOf(pointsCondition, {
  compile: ({ atLeast = 0, atMost }, scope) => {
    const among = sql`select 1 from points_balance b where b.workspace_id = ${scope.workspaceId} and b.member_id = m.id`
    // Nobody has a row before the first entry: no row is 0 points.
    const enough = atLeast > 0 ? sql`exists (${among} and b.balance >= ${atLeast})` : sql`true`
    return total(atMost === undefined ? enough : sql`${enough} and not exists (${among} and b.balance > ${atMost})`)
  },
})

export const playbookParts: readonly Extension[] = [
  actionKinds.of(givePointsAction),
  actionAppliers.of(applier),
  conditionKinds.of(pointsCondition),
  factLoaders.of(facts),
  conditionCompilers.of(compiler),
]

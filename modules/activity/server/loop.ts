import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type Turn } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { advance, type Effect } from '../domain/advance.ts'
import { APPLY, type Moved } from './apply-steps.ts'
import { planOf, stateOf } from './plan-of.ts'
import { lockDue, writeStates } from './store.ts'
import { tellPhones } from './tell-phones.ts'

const MOST = 50
const EFFECTS = ['miss', 'announce', 'preheat', 'open', 'reveal', 'finish', 'followUp', 'end'] as const satisfies readonly Effect[]

/** Moves every due activity one step: rows, prizes and posts in one transaction. */
async function runDue(ctx: Ctx): Promise<Turn> {
  const moved = await ctx.inTx(async (ctx) => {
    const due = await lockDue(ctx, MOST)
    const now = ctx.clock.now().getTime()
    const moved = due.flatMap((activity): Moved[] => {
      const step = advance(planOf(ctx, activity), stateOf(activity), now)
      return step ? [{ activity, step }] : []
    })
    if (moved.length === 0) return 0
    await writeStates(
      ctx,
      moved.map(({ activity, step }) => ({ id: activity.id, state: step.state })),
    )
    for (const effect of EFFECTS) {
      const own = moved.filter(({ step }) => step.effect === effect)
      if (own.length) await APPLY[effect](ctx, own)
    }
    tellPhones(
      ctx,
      moved.map(({ activity }) => activity.communityId),
    )
    return moved.length
  })
  return { more: moved > 0 }
}

export const activityLoop = dueLoop({
  name: 'activity',
  wakeOn: ['activity'],
  everyMs: 2000,
  due: async (system) => {
    const rows = await system.db.rows<{ workspaceId: WorkspaceId }>(
      sql`select /* of all workspaces */ distinct workspace_id as "workspaceId" from activity where due_at <= ${system.clock.now()}`,
    )
    return rows.map((row) => row.workspaceId)
  },
  run: runDue,
  nextAt: async (system) => {
    const { at } = await system.db.one<{ at: Date | null }>(
      sql`select /* of all workspaces */ min(a.due_at) as at from activity a join workspace w on w.id = a.workspace_id and not w.asleep
        where a.due_at > ${system.clock.now()}`,
    )
    return at ?? undefined
  },
})

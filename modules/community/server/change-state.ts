import { emit } from '@grove/event-log'
import type { WorkspaceId } from '@grove/kernel/contract'
import { audit, type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type CommunityState, communityErrors, communityStateChanged } from '../contract/index.ts'
import { isOver, mayMove } from '../domain/life.ts'
import { endAllMemberships } from './end-memberships.ts'
import { moveOf, nextMoveAt } from './life-times.ts'
import { type CommunityRecord, claimDueMoves, lockCommunity, saveStates } from './store-community.ts'

/** Moves a community along its life. @throws community.not_found community.move_not_allowed */
export async function changeState(
  ctx: Ctx,
  input: { readonly id: number; readonly to: CommunityState; readonly reason: string },
): Promise<{ state: CommunityState }> {
  return ctx.inTx(async (ctx) => {
    const community = await lockCommunity(ctx, input.id)
    if (!community) throw communityErrors.not_found()
    if (!mayMove(community.state, input.to)) throw communityErrors.move_not_allowed({ from: community.state, to: input.to })
    await applyMoves(ctx, [{ community, to: input.to }], input.reason, false)
    await audit(ctx, {
      verb: 'community.change_state',
      target: { kind: 'community', id: community.id },
      before: { state: community.state },
      after: { state: input.to, reason: input.reason },
    })
    return { state: input.to }
  })
}

/** Writes moves that are known to be legal, of locked communities; an end lets everybody go. */
export async function applyMoves(
  ctx: Ctx,
  moves: readonly { readonly community: CommunityRecord; readonly to: CommunityState }[],
  reason: string,
  automatic: boolean,
): Promise<void> {
  await saveStates(
    ctx,
    moves.map(({ community, to }) => ({ id: community.id, from: community.state, to, nextMoveAt: later(ctx, community, to, automatic) })),
  )
  await emit(
    ctx,
    moves.map(({ community, to }) => ({
      kind: communityStateChanged,
      communityId: community.id,
      data: { from: community.state, to, reason, automatic },
    })),
  )
  const over = moves.filter(({ to }) => isOver(to)).map(({ community }) => community.id)
  if (over.length) await endAllMemberships(ctx, over)
}

/**
 * A person who turns a community back (closing → active) past its date means it: the clock leaves it alone until another date is set.
 */
function later(ctx: Ctx, community: CommunityRecord, to: CommunityState, automatic: boolean): Date | null {
  const next = nextMoveAt({ ...community, state: to })
  const back = to === 'recruiting' || to === 'active' || to === 'planned'
  return !automatic && back && next && next <= ctx.clock.now() ? null : next
}

const BATCH = 100

/** Communities open, cool, close and end at their dates. */
export const lifeLoop = dueLoop({
  name: 'community.moves',
  wakeOn: ['community.moves'],
  everyMs: 10_000,
  due: async (ctx: SystemCtx) => {
    const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
      select distinct workspace_id as id from community where next_move_at <= ${ctx.clock.now()} order by 1`)
    return rows.map((row) => row.id)
  },
  nextAt: async (ctx) => {
    const row = await ctx.db.one<{ at: Date | null }>(
      sql`select /* of all workspaces */ min(c.next_move_at) as at from community c join workspace w on w.id = c.workspace_id and not w.asleep
        where c.next_move_at is not null`,
    )
    return row.at ?? undefined
  },
  run: (ctx) =>
    ctx.inTx(async (ctx) => {
      const due = await claimDueMoves(ctx, BATCH)
      const moves = due.flatMap((community) => {
        const move = moveOf(community)
        return move && move.at <= ctx.clock.now() ? [{ community, to: move.to }] : []
      })
      if (moves.length) await applyMoves(ctx, moves, '', true)
      return { more: moves.length > 0 }
    }),
})

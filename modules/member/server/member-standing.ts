import { memberStandings } from '@grove/identity/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { App, Ctx, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Asked with every call of a phone, so each process remembers the answer for a while; a merge elsewhere is seen that much later. */
const REMEMBERED_MS = 30_000
const MOST = 20_000
const remembered = new WeakMap<App, Map<string, { readonly id: number | undefined; readonly until: number }>>()

/** A phone that joined as a record which was merged since goes on as the one that stayed; one that was forgotten is a visitor. */
export const standsFor = memberStandings.of(async (system, workspaceId, memberId) => {
  const known = remembered.get(system.app) ?? new Map<string, { readonly id: number | undefined; readonly until: number }>()
  remembered.set(system.app, known)
  const key = `${workspaceId}.${memberId}`
  const now = system.clock.now().getTime()
  const found = known.get(key)
  if (found && found.until > now) return found.id
  if (known.size >= MOST) known.clear()
  const id = await readStanding(system, workspaceId, memberId)
  known.set(key, { id, until: now + REMEMBERED_MS })
  return id
})

/** After a merge, its undoing, or an erasure. */
export function forgetStandings(ctx: Ctx): void {
  ctx.afterCommit(() => remembered.get(ctx.app)?.clear())
}

async function readStanding(system: SystemCtx, workspaceId: WorkspaceId, memberId: number): Promise<number | undefined> {
  const row = await system.db.maybe<{ id: number }>(sql`
    with recursive chain (id, depth) as (
      select ${memberId}::bigint, 0
      union all
      select g.winner_id, c.depth + 1 from chain c
      join member_merge g on g.workspace_id = ${workspaceId} and g.loser_id = c.id and g.undone_at is null where c.depth < 20)
    select c.id from chain c join member m on m.workspace_id = ${workspaceId} and m.id = c.id and m.erased_at is null
    order by c.depth desc limit 1`)
  return row?.id
}

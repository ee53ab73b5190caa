import { communityScope } from '@grove/community/server'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { sendErrors, sendSource } from '../contract/index.ts'
import { stopSendsOfRuns } from './sends-of-run.ts'

/** Takes back what of a manual send has not left yet. @throws send.not_found also when part of it went to groups the actor may not see */
export function cancelAnnouncement(ctx: Ctx, input: { readonly id: number }): Promise<{ taken: number }> {
  return ctx.inTx(async (tx) => {
    const row = await tx.db.maybe<{ state: string; hidden: boolean }>(sql`
      select a.state, exists (
        select 1 from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
        where s.workspace_id = ${tx.workspaceId} and s.source = ${sendSource.manual} and s.run_id = a.id and not (${communityScope(tx)})) as hidden
      from announcement a where a.workspace_id = ${tx.workspaceId} and a.id = ${input.id} for update of a`)
    if (!row || row.hidden) throw sendErrors.not_found()
    const taken = await stopSendsOfRuns(tx, [input.id], null, 'manual')
    await tx.db.exec(sql`update announcement set state = 'cancelled' where workspace_id = ${tx.workspaceId} and id = ${input.id}`)
    await audit(tx, {
      verb: 'announcement.cancel',
      target: { kind: 'announcement', id: input.id },
      before: { state: row.state },
      after: { state: 'cancelled', taken },
    })
    return { taken }
  })
}

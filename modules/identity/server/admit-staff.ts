import { databasePort } from '@grove/db'
import { audit, type Ctx, type RequestInfo } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { identityErrors } from '../contract/index.ts'
import { startSession } from './session-cookie.ts'

/**
 * Signs somebody of the staff in whom a platform vouched for. `how` goes into the audit.
 * @throws identity.no_workspace when they are out of service
 */
export async function admitStaff(ctx: Ctx, info: RequestInfo, staffId: number, how: string): Promise<void> {
  const row = await ctx.db.maybe<{ accountId: number }>(sql`
    select s.account_id as "accountId" from staff s where s.workspace_id = ${ctx.workspaceId} and s.id = ${staffId} and s.active`)
  if (!row) throw identityErrors.no_workspace()
  const { system } = ctx.app.use(databasePort)
  await startSession({ db: system, clock: ctx.clock }, info, row.accountId, ctx.workspaceId)
  await audit(ctx, { verb: 'staff.admit', target: { kind: 'staff', id: staffId }, after: { how } })
}

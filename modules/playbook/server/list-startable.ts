import { communityPage } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { listStartable as listStartableRoute } from '../contract/index.ts'
import { ready } from './candidates.ts'
import { versionToStart } from './start-runs.ts'

/** Communities the newest version suits, with a mark where the playbook is at work already. @throws playbook.not_found playbook.never_published */
export async function listStartable(
  ctx: Ctx,
  { id: playbookId, ...filter }: InputOf<typeof listStartableRoute>,
): Promise<OutputOf<typeof listStartableRoute>> {
  const { definition } = await versionToStart(ctx, { playbookId })
  const page = await communityPage(ctx, { ...filter, sort: '-createdAt' }, ready(definition.communityTypes))
  const at = await ctx.db.rows<{ communityId: number }>(sql`
    select distinct community_id as "communityId" from playbook_run
    where workspace_id = ${ctx.workspaceId} and playbook_id = ${playbookId} and state in ('active', 'paused')
      and community_id = any(${page.items.map((row) => row.id)}::bigint[])`)
  const running = new Set(at.map((row) => row.communityId))
  return { ...page, items: page.items.map((row) => ({ ...row, running: running.has(row.id) })) }
}

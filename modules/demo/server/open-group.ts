import { assignStaff, changeState, createCommunity } from '@grove/community/server'
import type { Locale } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { startRun } from '@grove/playbook/server'
import sql from 'sql-template-tag'
import type { InventedPerson } from '../domain/people.ts'
import type { Plot } from '../domain/plots.ts'

export interface LivingGroup {
  readonly plot: Plot
  readonly communityId: number
  readonly people: { readonly memberId: number; readonly person: InventedPerson }[]
}

export async function openGroup(ctx: Ctx, plot: Plot, startDay: string, locale: Locale): Promise<LivingGroup> {
  const { id } = await createCommunity(ctx, { type: plot.type, name: plot.name[locale], channel: 'room' })
  for (const to of ['recruiting', 'active'] as const)
    await changeState(ctx, { id, to, reason: locale === 'zh' ? '按计划开群' : 'Opened as planned' })
  if (ctx.actor.kind === 'staff') await assignStaff(ctx, { id, staffId: ctx.actor.staffId, post: 'owner' }).catch(alreadyThere)
  const group: LivingGroup = { plot, communityId: id, people: [] }
  await startPlaybooks(ctx, group, startDay)
  return group
}

export async function startPlaybooks(ctx: Ctx, { plot, communityId }: LivingGroup, startDay: string): Promise<void> {
  const playbooks = await ctx.db.rows<{ id: number }>(sql`
    select id from playbook where workspace_id = ${ctx.workspaceId} and key = any(${plot.playbooks}::text[]) and latest_version > 0 order by id`)
  for (const { id: playbookId } of playbooks) await startRun(ctx, { playbookId, communityId, startDay, params: {}, confirm: true })
}

// Whoever founds a community may have been given the post with it.
function alreadyThere(error: { code?: string }): void {
  if (error.code !== 'community.staff_already') throw error
}

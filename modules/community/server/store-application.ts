import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Application, Scene } from '../contract/index.ts'

export interface ApplicationRecord {
  readonly id: number
  readonly communityId: number
  readonly memberId: number
  readonly state: Application['state']
  readonly source: string | null
  readonly inviterMemberId: number | null
}

const COLUMNS = sql`a.id, a.community_id as "communityId", a.member_id as "memberId", a.state, a.source, a.inviter_member_id as "inviterMemberId"`

/** Undefined when one is open already. */
export function insertApplication(
  ctx: Ctx,
  one: {
    readonly communityId: number
    readonly memberId: number
    readonly answers: Application['answers']
    readonly scene: Scene
    readonly source: string | null
    readonly inviterMemberId: number | null
    readonly invitationId: number | null
  },
): Promise<{ id: number } | undefined> {
  return ctx.db.maybe<{ id: number }>(sql`
    insert into application (workspace_id, community_id, member_id, answers, scene, source, inviter_member_id, invitation_id, created_at)
    values (${ctx.workspaceId}, ${one.communityId}, ${one.memberId}, ${JSON.stringify(one.answers)}::jsonb, ${one.scene}, ${one.source},
      ${one.inviterMemberId}, ${one.invitationId}, ${ctx.clock.now()})
    on conflict (workspace_id, community_id, member_id) where state in ('waiting', 'interview') do nothing returning id`)
}

export function findApplication(ctx: Ctx, id: number): Promise<ApplicationRecord | undefined> {
  return ctx.db.maybe<ApplicationRecord>(
    sql`select ${COLUMNS} from application a where a.workspace_id = ${ctx.workspaceId} and a.id = ${id}`,
  )
}

export function lockApplication(ctx: Ctx, id: number): Promise<ApplicationRecord | undefined> {
  return ctx.db.maybe<ApplicationRecord>(sql`
    select ${COLUMNS} from application a where a.workspace_id = ${ctx.workspaceId} and a.id = ${id} for update`)
}

export function openApplication(ctx: Ctx, communityId: number, memberId: number): Promise<ApplicationRecord | undefined> {
  return ctx.db.maybe<ApplicationRecord>(sql`
    select ${COLUMNS} from application a where a.workspace_id = ${ctx.workspaceId} and a.community_id = ${communityId}
      and a.member_id = ${memberId} and a.state in ('waiting', 'interview') for update`)
}

export async function saveDecision(ctx: Ctx, id: number, state: Application['state'], reason: string | null): Promise<void> {
  await ctx.db.exec(sql`
    update application set state = ${state}, reason = ${reason}, decided_at = ${ctx.clock.now()},
      decided_by = ${ctx.actor.kind === 'staff' ? ctx.actor.staffId : null}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

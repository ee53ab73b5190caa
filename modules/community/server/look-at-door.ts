import { conditionKindsOf } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { communityErrors, communityOptions, type DoorView, type Standing, threshold as thresholdSchema } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { fieldsToAsk, isApplication, isClosedTo, unmet } from '../domain/threshold.ts'
import { entryFacts, NOBODY, toldAtDoor } from './entry-facts.ts'
import { type CommunityRecord, RECORD } from './store-community.ts'

interface Row extends CommunityRecord {
  readonly workspaceName: string
  readonly memberName: string | null
  readonly membershipState: 'active' | 'left' | 'removed' | null
  readonly role: DoorView['you']['role']
  readonly rejoinBlocked: boolean | null
  readonly applicationState: 'waiting' | 'interview' | 'approved' | 'rejected' | 'withdrawn' | null
  readonly applicationReason: string | null
}

/** What anybody may know of a community before joining, and how this visitor stands to it. @throws community.not_found */
export async function lookAtDoor(ctx: Ctx, input: { readonly code: string }): Promise<DoorView> {
  const memberId = ctx.actor.kind === 'member' ? ctx.actor.memberId : 0
  const row = await readDoor(ctx, input.code, memberId)
  if (!row) throw communityErrors.not_found()
  const options = communityOptions.parse(row.options)
  const threshold = thresholdSchema.parse(row.threshold)
  const isMember = row.membershipState === 'active'
  const kinds = conditionKindsOf(ctx.app)
  const found = memberId ? await entryFacts(ctx, row.id, memberId, threshold) : undefined
  const facts = { ...(found ?? NOBODY), invited: true, approved: true }
  const questions = threshold.requirements.filter(isApplication).flatMap((requirement) => requirement.questions)
  return {
    communityId: row.id,
    code: row.publicCode,
    workspaceName: row.workspaceName,
    name: row.name,
    type: row.type,
    state: row.state,
    oneLine: row.positioning.oneLine,
    promise: row.promise,
    announcement: row.announcement,
    welcome: isMember ? row.welcome : null,
    memberCount: options.showMemberCount ? row.memberCount : null,
    open: can(row.state, 'join'),
    full: row.headcount >= row.capacity,
    needs: {
      mode: threshold.mode,
      invitation: threshold.requirements.some((one) => one.kind === 'invitation'),
      application: threshold.requirements.some(isApplication) ? questions : null,
      fields: fieldsToAsk(threshold),
      conditions: await toldAtDoor(
        ctx,
        isMember ? [] : unmet(threshold, facts, kinds).filter((one) => one.kind === 'condition'),
        facts.known,
      ),
      closedTo: isClosedTo(threshold, facts, kinds),
    },
    you: {
      standing: standingOf(row),
      name: row.memberName,
      role: isMember ? row.role : null,
      mayRejoin: !row.rejoinBlocked,
      application: row.applicationState ? { state: row.applicationState, reason: row.applicationReason } : null,
    },
  }
}

function standingOf(row: Row): Standing {
  if (row.membershipState === 'active') return 'member'
  if (row.applicationState === 'waiting' || row.applicationState === 'interview') return row.applicationState
  if (row.membershipState) return row.membershipState
  return row.applicationState === 'rejected' ? 'rejected' : 'visitor'
}

function readDoor(ctx: Ctx, code: string, memberId: number): Promise<Row | undefined> {
  return ctx.db.maybe<Row>(sql`
    select ${RECORD}, w.name as "workspaceName", m.display_name as "memberName", ms.state as "membershipState", ms.role,
      ms.rejoin_blocked as "rejoinBlocked", a.state as "applicationState", a.reason as "applicationReason"
    from community c
    join workspace w on w.id = ${ctx.workspaceId}
    left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId}
    left join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = c.id and ms.member_id = m.id
    left join lateral (select l.state, l.reason from application l where l.workspace_id = ${ctx.workspaceId} and l.community_id = c.id
      and l.member_id = m.id order by l.id desc limit 1) a on true
    where c.workspace_id = ${ctx.workspaceId} and c.public_code = ${code.toUpperCase()}`)
}

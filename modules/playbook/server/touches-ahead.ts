import { addSpan } from '@grove/calendar'
import type { AheadAsked, TouchAhead } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { nextOccurrences, type PlannedStep } from '../domain/index.ts'
import { type RunAtWork, runsAtWork } from './at-work.ts'
import { limitsOf, priorityOf } from './limits-of.ts'

/** What should have gone out so long ago is late: whatever becomes of it, it keeps nothing. */
const LATE = 10 * 60_000
/** Touches of one place looked at: months of a daily step. */
const MOST = 400

interface Standing {
  readonly runId: number
  readonly placeId: number
  readonly communityId: number
  readonly community: boolean
  readonly anchorDay: string
  readonly anchorAt: Date
  readonly doneUntil: Date
  readonly memberId: number
}

/**
 * What runs at work will send to these groups and members by the clock, for sure: a step behind a condition, a person or a hold-out may
 * come to nothing and says nothing. Two statements, and the versions that are not compiled yet.
 */
export async function touchesAhead(ctx: Ctx, asked: AheadAsked): Promise<readonly TouchAhead[]> {
  const standings = await readStandings(ctx, asked)
  if (standings.length === 0) return []
  const works = await runsAtWork(ctx, [...new Set(standings.map((one) => one.runId))])
  const groups = new Set(asked.communityIds)
  const known = new Map<string, readonly Coming[]>()
  return standings.flatMap((standing) => {
    const work = works.get(standing.runId)
    if (!work) return []
    const priority = priorityOf(work.plan.definition)
    const limits = limitsOf(work.plan.definition)
    if (priority <= asked.above) return []
    const name = `${standing.runId}/${standing.placeId}`
    const coming = known.get(name) ?? comingOf(ctx, work, standing, asked.until)
    known.set(name, coming)
    const { communityId, memberId, runId } = standing
    return coming.flatMap(({ at, expiresAt, to }) => {
      const theirs = to === 'group' ? memberId === 0 && groups.has(communityId) : memberId > 0
      return theirs ? [{ communityId, memberId, runId, priority, limits, at, expiresAt }] : []
    })
  })
}

interface Coming {
  readonly at: Date
  readonly expiresAt: Date
  readonly to: 'group' | 'member'
}

function comingOf(ctx: Ctx, { plan, run }: RunAtWork, standing: Standing, until: Date): readonly Coming[] {
  const kind = standing.community ? 'community' : 'member'
  const anchors = { kind, anchorAt: standing.anchorAt.getTime(), anchorDay: standing.anchorDay } as const
  const found: Coming[] = []
  let after = Math.max(standing.doneUntil.getTime(), ctx.clock.now().getTime() - LATE)
  for (let round = 0; round < MOST; round++) {
    const next = nextOccurrences(plan, run, anchors, after)
    if (!next || next.at >= until.getTime()) break
    for (const one of next.items) {
      const planned = plan.steps.get(one.step)
      const to = one.holiday ? null : surelyTo(planned, plan.definition.holdout)
      if (planned && to !== null)
        found.push({ at: new Date(next.at), expiresAt: new Date(addSpan(next.at, planned.deadline, run.zone)), to })
    }
    after = next.at
  }
  return found
}

/** Whom a step will reach whatever happens; null where something may keep it from leaving, or where it takes no share. */
function surelyTo(planned: PlannedStep | undefined, holdout: number): Coming['to'] | null {
  if (!planned?.outward || planned.person || planned.step.if !== undefined || planned.step.exemptFromCaps) return null
  const { audience } = planned
  if (planned.step.track === 'community' && (audience === 'group' || audience === 'member')) return 'group'
  return holdout === 0 && (audience === 'member' || audience === 'each') ? 'member' : null
}

/** The groups' own tracks, those members' tracks, and the groups' tracks once more for each of those members who is in them. */
const readStandings = (ctx: Ctx, { communityIds, memberIds, until }: AheadAsked) => {
  const place = sql`p.run_id as "runId", p.id as "placeId", r.community_id as "communityId", p.community, p.anchor_day as "anchorDay",
    p.anchor_at as "anchorAt", p.done_until as "doneUntil"`
  const due = sql`p.state = 1 and p.due_at < ${until}`
  return ctx.db.rows<Standing>(sql`
    select ${place}, 0::bigint as "memberId" from playbook_run r
    join playbook_place p on p.workspace_id = ${ctx.workspaceId} and p.run_id = r.id and p.community and ${due}
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = any(${communityIds}::bigint[]) and r.state = 'active'
    union all
    select ${place}, t.member_id from playbook_track t
    join playbook_place p on p.workspace_id = ${ctx.workspaceId} and p.run_id = t.run_id and p.id = t.place_id and ${due}
    join playbook_run r on r.workspace_id = ${ctx.workspaceId} and r.id = t.run_id and r.state = 'active'
    where t.workspace_id = ${ctx.workspaceId} and t.member_id = any(${memberIds}::bigint[])
    union all
    select ${place}, ms.member_id from membership ms
    join playbook_run r on r.workspace_id = ${ctx.workspaceId} and r.community_id = ms.community_id and r.state = 'active'
    join playbook_place p on p.workspace_id = ${ctx.workspaceId} and p.run_id = r.id and p.community and ${due}
    where ms.workspace_id = ${ctx.workspaceId} and ms.member_id = any(${memberIds}::bigint[]) and ms.state = 'active'
      and ms.role in ('member', 'duty', 'kol')
    limit 20000`)
}

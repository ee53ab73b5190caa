import { type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { nextOccurrences, type PlannedStep, type Track } from '../domain/index.ts'
import type { RunAtWork } from './at-work.ts'

/** Moments shown at most: a calendar of months over hundreds of groups is read by nobody. */
export const MOST_ITEMS = 3000

/** One planned moment, without the names of run and community. */
export interface PlannedItem {
  readonly runId: number
  readonly at: Date
  readonly step: string
  readonly occurrence: number
  readonly kind: string
  readonly needs: 'system' | 'confirm' | 'person'
  readonly track: 'community' | 'member'
  readonly members: number | null
  /** What members made known: see the contract. Null: by the clock. */
  readonly waiting: 'due' | 'wait' | 'fallback' | null
}

interface Standing {
  readonly runId: number
  readonly community: boolean
  readonly anchorDay: string
  readonly anchorAt: Date
  readonly doneUntil: Date
  readonly n: number
}

/**
 * What the runs will do in a span of time: by the clock, and for those who wait now what has become known by their answers. Answers and branches
 * to come are not foreseen. Soonest first.
 */
export async function plannedBetween(
  ctx: Ctx,
  works: readonly RunAtWork[],
  from: number,
  to: number,
): Promise<{ items: PlannedItem[]; cut: boolean }> {
  const byId = new Map(works.map((work) => [work.stored.id, work]))
  const standings = await readStandings(ctx, [...byId.keys()])
  const waits = await readWaits(ctx, [...byId.keys()], from, to)
  const items: PlannedItem[] = []
  for (const standing of standings) {
    const work = byId.get(standing.runId)
    if (work && items.length < MOST_ITEMS) items.push(...walk(work, standing, from, to))
  }
  for (const wait of waits) items.push(...waited(byId.get(wait.runId), wait))
  items.sort((a, b) => a.at.getTime() - b.at.getTime() || a.runId - b.runId)
  return { items: items.slice(0, MOST_ITEMS), cut: items.length >= MOST_ITEMS }
}

/** Tracks of runs that still move, folded where they stand alike. */
const readStandings = (ctx: Ctx, runIds: readonly number[]) =>
  ctx.db.rows<Standing>(sql`
    select run_id as "runId", community, anchor_day as "anchorDay", anchor_at as "anchorAt", done_until as "doneUntil", sum(n)::int as n
    from playbook_place
    where workspace_id = ${ctx.workspaceId} and run_id = any(${runIds}::bigint[]) and state <> 2
    group by 1, 2, 3, 4, 5 order by 1, 2 desc, 3 limit 2000`)

interface Wait {
  readonly runId: number
  readonly community: boolean
  readonly waiting: NonNullable<PlannedItem['waiting']>
  readonly step: string
  readonly occurrence: number
  readonly at: number
  readonly n: number
}

/** What those who stand there wait for until a moment of the span, folded where it is alike. */
const readWaits = (ctx: Ctx, runIds: readonly number[], from: number, to: number) =>
  ctx.db.rows<Wait>(sql`
    select p.run_id as "runId", p.community, d.k as waiting, d.step, d.occ as occurrence, d.at, sum(p.n)::int as n
    from playbook_place p cross join lateral jsonb_to_recordset(p.pending) as d (k text, step text, occ int, at bigint)
    where p.workspace_id = ${ctx.workspaceId} and p.run_id = any(${runIds}::bigint[]) and p.state <> 2 and p.pending is not null
      and d.k in ('due', 'wait', 'fallback') and d.at between ${from} and ${to}
    group by 1, 2, 3, 4, 5, 6 order by d.at, 1 limit ${MOST_ITEMS}`)

function waited(work: RunAtWork | undefined, { runId, community, waiting, step, occurrence, at, n }: Wait): PlannedItem[] {
  const planned = work?.plan.steps.get(step)
  if (!planned) return []
  return [
    {
      runId,
      at: new Date(at),
      step,
      occurrence,
      kind: planned.step.do.kind,
      needs: waiting === 'due' ? needsOf(planned) : 'system',
      track: community ? 'community' : 'member',
      members: community ? null : n,
      waiting,
    },
  ]
}

const needsOf = ({ step, person, outward }: PlannedStep): PlannedItem['needs'] =>
  step.confirm || (person && outward) ? 'confirm' : person ? 'person' : 'system'

function walk(work: RunAtWork, standing: Standing, from: number, to: number): PlannedItem[] {
  const { plan, run, stored } = work
  const anchors: Pick<Track, 'kind' | 'anchorAt' | 'anchorDay'> = {
    kind: standing.community ? 'community' : 'member',
    anchorAt: standing.anchorAt.getTime(),
    anchorDay: standing.anchorDay,
  }
  const items: PlannedItem[] = []
  let after = Math.max(standing.doneUntil.getTime(), from - 1)
  while (items.length < MOST_ITEMS) {
    const next = nextOccurrences(plan, run, anchors, after)
    if (!next || next.at > to) return items
    for (const one of next.items.filter((item) => !item.holiday)) {
      const planned = plan.steps.get(one.step)
      if (!planned) continue
      items.push({
        runId: stored.id,
        at: new Date(next.at),
        step: one.step,
        occurrence: one.occurrence,
        kind: planned.step.do.kind,
        needs: needsOf(planned),
        track: anchors.kind,
        members: standing.community ? null : standing.n,
        waiting: null,
      })
    }
    after = next.at
  }
  return items
}

import {
  type Condition,
  type ConditionKinds,
  conditionWords,
  contradictionsOf,
  eventsOf,
  needsOf,
  partAt,
  type Question,
  questionsOf,
  shapeOf,
  sizeOf,
  usesOf,
} from '@grove/condition-kit/contract'
import { type Compiled, conditionKindsOf, conditionLookups, namesOf, prepareForAll } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { CONDITION_LIMIT, segmentErrors } from '../contract/index.ts'
import { closeNames } from '../domain/close-names.ts'
import { requireNoCycle } from './segment-graph.ts'
import { maxCost } from './store.ts'

export interface Checked {
  readonly condition: Condition
  readonly kinds: ConditionKinds
  readonly compiled: Compiled
  readonly events: readonly string[]
  readonly timed: boolean
}

/** Kinds of events that change who is a customer at all. */
const ALWAYS = ['member.created', 'member.updated', 'member.merged', 'member.unmerged']

/**
 * A condition that may be asked of all members: known questions with sound parameters, no contradiction, nothing that is gone, no circle.
 * @throws segment.too_deep segment.bad_condition segment.needs_community segment.contradiction segment.opposed segment.unknown_thing segment.unknown_event
 * segment.circular
 */
export async function checkCondition(ctx: Ctx, condition: Condition, self = 0): Promise<Checked> {
  const kinds = await checkQuestions(ctx, condition)
  await requireNoCycle(ctx, { segmentId: self, condition })
  const compiled = await prepareForAll(ctx, [condition])
  const now = ctx.clock.now()
  const timed = compiled.turned(condition, { from: new Date(now.getTime() - 2 * DAY), to: now }) !== null
  return { condition, kinds, compiled, events: [...new Set([...ALWAYS, ...eventsOf(condition, kinds)])].toSorted(), timed }
}

/**
 * The same for a condition that is no segment's (a door, a rule of standing) and can be in no circle.
 * @throws segment.too_deep segment.bad_condition segment.needs_community segment.contradiction segment.opposed segment.unknown_thing segment.unknown_event
 */
export async function checkQuestions(ctx: Ctx, condition: Condition): Promise<ConditionKinds> {
  if (sizeOf(condition, CONDITION_LIMIT) !== 'fits') throw segmentErrors.too_deep(CONDITION_LIMIT)
  const kinds = conditionKindsOf(ctx.app)
  requireKnown(condition, kinds, [])
  for (const question of questionsOf(condition)) {
    if (needsOf(question, kinds).length)
      throw segmentErrors.needs_community({ question: kinds.get(question.kind)?.title[ctx.locale] ?? question.kind })
  }
  const names = (await namesOf(ctx, [condition], kinds))(ctx.locale)
  const [wrong] = contradictionsOf(condition, kinds)
  if (wrong) {
    const words = (path: readonly (string | number)[]) => conditionWords(partAt(condition, path), kinds, ctx.locale, names)
    const { path, against = path, why } = wrong
    if (String(against) === String(path)) throw segmentErrors.contradiction({ question: words(path), why })
    throw segmentErrors.opposed({ question: words(path), against: words(against) })
  }
  await requireThings(ctx, condition, kinds)
  return kinds
}

const DAY = 86_400_000

/** The planner's guess of the work of asking everybody. @throws segment.too_costly */
export async function requireAffordable(ctx: Ctx, { condition, compiled }: Checked): Promise<void> {
  const { 'QUERY PLAN': plan } = await ctx.db.one<{ 'QUERY PLAN': readonly { readonly Plan: { readonly 'Total Cost': number } }[] }>(sql`
    explain (format json) select m.id from member m
    where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${compiled.where(condition)}`)
  const cost = Math.round(plan[0]?.Plan['Total Cost'] ?? 0)
  const max = await maxCost(ctx)
  if (cost > max) throw segmentErrors.too_costly({ cost, max })
}

function requireKnown(condition: Condition, kinds: ConditionKinds, path: readonly (string | number)[]): void {
  const shape = shapeOf(condition)
  if (shape.join !== null) {
    if (shape.parts.length === 0 || Object.keys(condition).length > 1) throw badAt(path, shape.join)
    for (const [key, part] of shape.parts) requireKnown(part, kinds, [...path, ...key])
    return
  }
  const { kind, ...params } = shape.question as Question
  const known = typeof kind === 'string' ? kinds.get(kind) : undefined
  if (!known) throw badAt(path, String(kind))
  const parsed = known.params.safeParse(params)
  if (!parsed.success) throw badAt([...path, ...(parsed.error.issues[0]?.path ?? [])], kind)
}

function badAt(path: readonly PropertyKey[], question: string) {
  return segmentErrors.bad_condition({ path: path.map(String).join('.'), question })
}

/** Segments, communities and people that a question names have to be there. */
async function requireThings(ctx: Ctx, condition: Condition, kinds: ConditionKinds): Promise<void> {
  const uses = usesOf(condition, kinds)
  const names = await namesOf(ctx, [condition], kinds)
  const guarded = new Set(ctx.app.registry.all(conditionLookups).flatMap((lookup) => (lookup.names && !lookup.open ? [lookup.name] : [])))
  const gone = uses.find((use) => guarded.has(use.what) && names(ctx.locale)(use) === undefined)
  if (gone?.what === 'event') throw segmentErrors.unknown_event({ event: gone.key, close: closeEvents(ctx, gone.key) })
  if (!gone) return
  const asks = questionsOf(condition).find((question) =>
    usesOf(question, kinds).some((use) => use.what === gone.what && use.key === gone.key),
  )
  throw segmentErrors.unknown_thing({ ...gone, question: kinds.get(asks?.kind ?? '')?.title[ctx.locale] ?? gone.what })
}

/** Events that can happen to a member and are called much like this, with their names. */
function closeEvents(ctx: Ctx, wrong: string): string {
  const called = [...ctx.app.registry.events.values()].flatMap((one) => (one.called ? [[one.kind, one.called[ctx.locale]] as const] : []))
  const words = new Map(called)
  const close = closeNames(wrong, [...words.keys()])
  return (close.length > 0 ? close : [...words.keys()].toSorted().slice(0, 3)).map((kind) => `${kind} (${words.get(kind)})`).join(', ')
}

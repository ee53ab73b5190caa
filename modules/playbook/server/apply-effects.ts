import { emit, type NewEvent } from '@grove/event-log'
import { createFormat } from '@grove/i18n'
import type { Ctx } from '@grove/kernel/server'
import { SEND, SKIP, openTasks } from '@grove/task/server'
import { textIn } from '@grove/playbook-kit/contract'
import { stepActed, stepMissed, stepSkipped, trackEnded } from '../contract/index.ts'
import { type Act, actionOf, armOf, type Effect } from '../domain/index.ts'
import { applierOf } from './appliers.ts'
import { attempt } from './attempt.ts'
import type { RunAtWork } from './at-work.ts'
import { endRuns } from './end-runs.ts'
import { limitsOf, priorityOf } from './limits-of.ts'
import { resolveAudience } from './resolve-audience.ts'
import { byKind, fillParams, type RunBatch } from './run-batch.ts'
import { addCounts, type StepCount } from './store-count.ts'

/** What one advance decided, for the tracks that moved by it. */
export interface Decided {
  readonly atWork: RunAtWork
  readonly effects: readonly Effect[]
  /** Null: the group's own track. */
  readonly memberIds: readonly number[] | null
}

/** Does everything that was decided, in the transaction that moved the tracks: intents, tasks, changes, counts and events, set by set. */
export async function applyEffects(ctx: Ctx, decided: readonly Decided[]): Promise<void> {
  const batches: RunBatch[] = []
  const counts: StepCount[] = []
  const events: NewEvent[] = []
  const over: { atWork: RunAtWork; reason: string; how: 'done' | 'stopped' }[] = []
  for (const one of decided) {
    for (const effect of one.effects) {
      if (effect.kind === 'act') batches.push(...(await batchesOf(ctx, one, effect)))
      else if (effect.kind === 'ended') {
        events.push(endedEvent(one, effect))
        if (effect.ends === 'run')
          over.push({ atWork: one.atWork, reason: effect.rule ?? effect.reason, how: effect.reason === 'stop' ? 'stopped' : 'done' })
        else if (one.memberIds === null && one.atWork.plan.tracks.member.steps.length === 0)
          over.push({ atWork: one.atWork, reason: effect.reason, how: 'done' })
      } else {
        counts.push(countOf(one, effect))
        events.push(toldOf(one, effect))
      }
    }
  }
  const refused = await applyAll(ctx, batches)
  await openDecisions(ctx, decided)
  const acted = batches.filter((batch) => !refused.has(batch))
  await addCounts(ctx, [...counts, ...acted.map(actedCount), ...[...refused].map(refusedCount)])
  await emit(ctx, [...acted.map(actedEvent), ...[...refused].map(refusedEvent), ...events])
  if (over.length) await endRuns(ctx, over)
}

/**
 * Applies every kind of action once. Where a rule of another module refuses, the batches are done one by one, and those refused are
 * answered with the reason: one community that can't be closed must not hold up all the others.
 */
async function applyAll(ctx: Ctx, batches: readonly RunBatch[]): Promise<ReadonlyMap<RunBatch, string>> {
  const refused = new Map<RunBatch, string>()
  for (const [kind, group] of byKind(batches)) {
    const apply = applierOf(ctx.app, kind)
    const refusal = await attempt(ctx, () => apply(ctx, group))
    if (!refusal) continue
    for (const batch of group) {
      const alone = await attempt(ctx, () => apply(ctx, [batch]))
      if (alone) refused.set(batch, alone.code)
      if (alone) ctx.app.log.warn({ run: batch.runId, step: batch.step, refused: alone.code }, 'a step could not be done')
    }
  }
  return refused
}

function refusedCount([batch, reason]: readonly [RunBatch, string]): StepCount {
  return { ...actedCount(batch), ending: 'missed', reason }
}

function refusedEvent([batch, reason]: readonly [RunBatch, string]): NewEvent {
  const { stepId, step, title, occurrence, memberIds, runId, communityId, dueAt } = batch
  const data = { stepId, step, title, occurrence, members: sizeOf(memberIds), policy: reason, dueAt: dueAt.toISOString() }
  return { kind: stepMissed, data, runId, communityId }
}

async function batchesOf(ctx: Ctx, { atWork, memberIds }: Decided, act: Act): Promise<RunBatch[]> {
  const planned = atWork.plan.steps.get(act.step)
  const stepId = atWork.numbers.get(act.fallback ? `${act.step}!fallback` : act.step)
  if (!planned || stepId === undefined) throw new Error(`run ${atWork.stored.id} has no step ${act.step}`)
  const reached = memberIds === null ? await resolveAudience(ctx, atWork, act.audience) : act.audience === 'group' ? null : memberIds
  if (reached?.length === 0) return []
  const person = act.confirm || (act.who !== 'system' && planned.outward)
  return byArm(atWork, act, reached).map(({ variant, ids }) => ({
    run: atWork.stored,
    runId: atWork.stored.id,
    stepId,
    step: act.step,
    title: planned.step.title,
    why: planned.step.why ?? null,
    occurrence: act.occurrence,
    variant,
    action: fillParams(actionOf(atWork.plan, atWork.run, act.step, variant, act.fallback), atWork.stored.params),
    communityId: atWork.stored.communityId,
    memberIds: ids,
    who: act.who,
    confirm: person,
    dueAt: new Date(act.dueAt),
    // When somebody else stands in at `fallbackAt`, the first attempt is over by then.
    expiresAt: new Date(Math.min(act.expiresAt, act.fallbackAt ?? Infinity)),
    limits: limitsOf(atWork.plan.definition),
    exemptFromCaps: planned.step.exemptFromCaps,
    priority: priorityOf(atWork.plan.definition),
  }))
}

/** Members by the arm they fall in; the group as a whole falls in one. */
function byArm(
  { plan, run }: RunAtWork,
  act: Act,
  ids: readonly number[] | null,
): { variant: string | null; ids: readonly number[] | null }[] {
  const planned = plan.steps.get(act.step)
  if (!planned?.step.variants || act.fallback) return [{ variant: null, ids }]
  if (ids === null) return [{ variant: armOf(planned, run, 0), ids }]
  const arms = new Map<string | null, number[]>()
  for (const id of ids) {
    const arm = armOf(planned, run, id)
    const others = arms.get(arm)
    if (others) others.push(id)
    else arms.set(arm, [id])
  }
  return [...arms].map(([variant, members]) => ({ variant, ids: members }))
}

type Told = Exclude<Effect, { kind: 'act' | 'ended' }>

const sizeOf = (memberIds: readonly number[] | null) => memberIds?.length ?? 1
const numberOf = (atWork: RunAtWork, step: string) => atWork.numbers.get(step) ?? 0

function countOf({ atWork, memberIds }: Decided, told: Told): StepCount {
  const [ending, reason] =
    told.kind === 'missed'
      ? (['missed', told.policy] as const)
      : told.kind === 'skipped'
        ? (['skipped', told.reason] as const)
        : (['asked', ''] as const)
  return {
    runId: atWork.stored.id,
    stepId: numberOf(atWork, told.step),
    occurrence: told.occurrence,
    variant: '',
    ending,
    reason,
    members: sizeOf(memberIds),
  }
}

function toldOf({ atWork, memberIds }: Decided, told: Told): NewEvent {
  const place = { runId: atWork.stored.id, communityId: atWork.stored.communityId }
  const title = atWork.plan.steps.get(told.step)?.step.title ?? told.step
  const step = { stepId: numberOf(atWork, told.step), step: told.step, title, occurrence: told.occurrence, members: sizeOf(memberIds) }
  if (told.kind === 'skipped') return { kind: stepSkipped, data: { ...step, reason: told.reason }, ...place }
  return {
    kind: stepMissed,
    data: { ...step, policy: told.kind === 'missed' ? told.policy : 'asked', dueAt: new Date(told.dueAt).toISOString() },
    ...place,
  }
}

function actedCount(batch: RunBatch): StepCount {
  const { runId, stepId, occurrence, memberIds } = batch
  return { runId, stepId, occurrence, variant: batch.variant ?? '', ending: 'acted', reason: '', members: sizeOf(memberIds) }
}

function actedEvent(batch: RunBatch): NewEvent {
  const { stepId, step, title, occurrence, variant, memberIds, runId, communityId } = batch
  return { kind: stepActed, data: { stepId, step, title, occurrence, variant, members: sizeOf(memberIds) }, runId, communityId }
}

function endedEvent({ atWork, memberIds }: Decided, { reason, rule }: Extract<Effect, { kind: 'ended' }>): NewEvent {
  const { id, communityId } = atWork.stored
  return { kind: trackEnded, data: { reason, rule, members: sizeOf(memberIds) }, runId: id, communityId }
}

/** Late steps a person decides on: send it late, or leave it out. */
async function openDecisions(ctx: Ctx, decided: readonly Decided[]): Promise<void> {
  const now = ctx.clock.now()
  await openTasks(
    ctx,
    decided.flatMap(({ atWork, effects, memberIds }) =>
      effects.flatMap((effect) =>
        effect.kind !== 'ask'
          ? []
          : (memberIds ?? [0]).map((memberId) => ({
              source: 'playbook' as const,
              kind: 'decide' as const,
              title: { key: 'run.late.title', params: { step: titleOf(ctx, atWork, effect.step) } },
              body: { key: 'run.late.body', params: { dueAt: createFormat(ctx.locale, atWork.run.zone).dateTime(effect.dueAt, now) } },
              options: [SEND, SKIP],
              assignee: { post: 'owner' },
              runId: atWork.stored.id,
              stepId: numberOf(atWork, effect.step),
              occurrence: effect.occurrence,
              communityId: atWork.stored.communityId,
              ...(memberId > 0 && { memberId }),
              dueAt: now,
              expiresAt: new Date(effect.until),
            })),
      ),
    ),
  )
}

const titleOf = (ctx: Ctx, atWork: RunAtWork, step: string) => textIn(atWork.plan.steps.get(step)?.step.title ?? step, ctx.locale)

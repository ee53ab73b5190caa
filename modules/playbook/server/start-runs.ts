import { dayOf, daysBetween, startOfDay } from '@grove/calendar'
import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type Definition,
  MOST_STARTED,
  playbookErrors,
  runErrors,
  runStarted,
  type StartRefusal,
  type startRuns as startRunsRoute,
} from '../contract/index.ts'
import { type Candidate, refusalOf } from '../domain/index.ts'
import { runsAtWork } from './at-work.ts'
import { beginTracks } from './begin-tracks.ts'
import { candidatesByFilter, candidatesByIds } from './candidates.ts'
import { checkParams } from './check-params.ts'
import { staffIdOf } from './staff-id-of.ts'
import { findPlaybook, findVersion, holdPlaybook } from './store-playbook.ts'
import { insertRuns } from './store-run.ts'

type Input = InputOf<typeof startRunsRoute>
export type StartAsked = Omit<Input, 'acceptRest'>

const FARTHEST_DAYS = 366

/**
 * Starts a version of a playbook in many communities, in sets. Each in which it cannot is named with its reason, and then nothing starts
 * unless the rest was accepted. Members who are there already get tracks from their joining; nothing past due is done.
 * @throws playbook.not_found playbook.never_published run.some_refused run.too_many_communities run.nothing_chosen run.parameter_missing
 * run.parameter_wrong run.start_too_far
 */
export async function startRuns(ctx: Ctx, input: Input): Promise<OutputOf<typeof startRunsRoute>> {
  return ctx.inTx(async (tx) => {
    await holdPlaybook(tx, input.playbookId)
    const version = await versionToStart(tx, input)
    const { ready, refused } = await judgeChosen(tx, input, version.definition)
    if (ready.length === 0 || (refused.length > 0 && !input.acceptRest))
      throw runErrors.some_refused({ ready: ready.length, count: refused.length, refused })
    const runIds = await beginRuns(tx, ready, version, input)
    const started = ready.map(({ id, name }) => ({ runId: runIds.get(id) ?? 0, communityId: id, communityName: name }))
    return { started, refused }
  })
}

/** Who is ready and who is refused, in the order of their numbers. @throws run.too_many_communities run.nothing_chosen */
export async function judgeChosen(
  ctx: Ctx,
  asked: StartAsked,
  definition: Definition,
): Promise<{ ready: Candidate[]; refused: StartRefusal[] }> {
  const suited: readonly string[] = definition.communityTypes
  const { communities, playbookId } = asked
  const candidates =
    'ids' in communities
      ? await candidatesByIds(ctx, communities.ids, playbookId)
      : await candidatesByFilter(ctx, communities.filter, { playbookId, suited, limit: MOST_STARTED + 1 })
  if (candidates.length > MOST_STARTED) throw runErrors.too_many_communities({ most: MOST_STARTED, count: candidates.length })
  const seen = new Set(candidates.map((one) => one.id))
  const unseen = 'ids' in communities ? [...new Set(communities.ids)].filter((id) => !seen.has(id)) : []
  const judged = candidates.map((candidate) => ({ candidate, refusal: refusalOf(candidate, suited, asked.confirm) }))
  const refused = judged.flatMap(({ candidate: { id, name }, refusal }) =>
    refusal ? [{ communityId: id, name, code: refusal.code, data: { ...refusal.data } }] : [],
  )
  if (candidates.length + unseen.length === 0) throw runErrors.nothing_chosen()
  return {
    ready: judged.filter(({ refusal }) => refusal === null).map(({ candidate }) => candidate),
    refused: [...refused, ...unseen.map((communityId) => ({ communityId, name: null, code: 'run.not_found', data: {} }))],
  }
}

export interface VersionToStart {
  readonly definition: Definition
  readonly versionId: number
}

/** @throws playbook.not_found playbook.never_published playbook.version_not_found */
export async function versionToStart(
  ctx: Ctx,
  input: { readonly playbookId: number; readonly version?: number | undefined },
): Promise<VersionToStart> {
  const playbook = await findPlaybook(ctx, input.playbookId)
  if (!playbook || playbook.archivedAt) throw playbookErrors.not_found()
  if (playbook.latestVersion === 0) throw playbookErrors.never_published()
  const version = await findVersion(ctx, playbook.id, input.version ?? playbook.latestVersion)
  if (!version) throw playbookErrors.version_not_found()
  return { definition: version.definition as Definition, versionId: version.id }
}

/** The runs by community, with their tracks, told and audited. @throws run.start_too_far run.parameter_missing run.parameter_wrong */
export async function beginRuns(
  ctx: Ctx,
  communities: readonly Candidate[],
  { definition, versionId }: VersionToStart,
  input: Omit<StartAsked, 'communities'>,
): Promise<ReadonlyMap<number, number>> {
  const { playbookId, startDay } = input
  const days = daysBetween(dayOf(ctx.clock.now().getTime(), ctx.zone), startDay)
  if (Math.abs(days) > FARTHEST_DAYS) throw runErrors.start_too_far({ days: FARTHEST_DAYS })
  const params = checkParams(definition, input.params, ctx.locale)
  const ids = communities.map((community) => community.id)
  const runIds = await insertRuns(ctx, ids, {
    playbookId,
    versionId,
    startDay,
    startAt: startAt(ctx, startDay),
    params,
    by: staffIdOf(ctx),
  })
  const works = await runsAtWork(ctx, [...runIds.values()])
  await beginTracks(ctx, [...works.values()])
  const started = [...runIds].map(([communityId, runId]) => ({ communityId, runId }))
  await emit(
    ctx,
    started.map((one) => ({ kind: runStarted, data: { playbookId, versionId }, ...one })),
  )
  await audit(
    ctx,
    started.map(({ communityId, runId }) => ({
      verb: 'run.start',
      target: { kind: 'run', id: runId },
      after: { playbookId, version: input.version, communityId, startDay, params, confirm: input.confirm },
    })),
  )
  ctx.afterCommit(() => ctx.app.signals.wake('playbook'))
  return runIds
}

/** Today: now. Another day: its beginning. */
function startAt(ctx: Ctx, startDay: string): Date {
  const now = ctx.clock.now()
  return dayOf(now.getTime(), ctx.zone) === startDay ? now : new Date(startOfDay(startDay, ctx.zone))
}

import { createHmac, randomUUID } from 'node:crypto'
import { communityScope } from '@grove/community/server'
import { type Condition, conditionSchema } from '@grove/condition-kit/contract'
import { conditionKindsOf } from '@grove/condition-kit/server'
import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx, makeCodes } from '@grove/kernel/server'
import { rewardsById } from '@grove/reward/server'
import sql from 'sql-template-tag'
import {
  activityErrors,
  activityPlanned,
  type AwardRule,
  type planActivity as planRoute,
  type Script,
  type Spec,
  type Weights,
} from '../contract/index.ts'
import { planned } from '../domain/advance.ts'
import { commitmentOf } from '../domain/draw.ts'
import { scriptsIn } from '../domain/library.ts'
import { makeQuestions } from './make-questions.ts'
import { planOf } from './plan-of.ts'
import { insertActivities, insertRounds, takenCodes } from './store.ts'

export interface ActivityWish {
  readonly communityId: number
  readonly startsAt: Date
  /** Who repeats it repeats nothing. */
  readonly key: string
  readonly runId?: number
}
export type Changes = Omit<InputOf<typeof planRoute>, 'script' | 'communityIds' | 'startsAt'>

const FORGIVEN_MS = 60_000

/** In one's own groups. @throws activity.no_community activity.starts_in_past activity.unknown_script … */
export async function planActivity(ctx: Ctx, input: InputOf<typeof planRoute>): Promise<{ ids: number[] }> {
  return ctx.inTx(async (ctx) => {
    const { script, communityIds, startsAt: at, ...changes } = input
    const startsAt = new Date(at)
    if (startsAt.getTime() < ctx.clock.now().getTime() - FORGIVEN_MS) throw activityErrors.starts_in_past()
    const seen = await seenCommunities(ctx, communityIds)
    if (seen.length < new Set(communityIds).size) throw activityErrors.no_community()
    const turn = randomUUID()
    const ids = await planActivities(
      ctx,
      script,
      seen.map((communityId) => ({ communityId, startsAt, key: `manual:${turn}:${communityId}` })),
      changes,
    )
    await audit(
      ctx,
      ids.map((id) => ({ verb: 'activity.plan', target: { kind: 'activity', id }, after: { script, startsAt: at } })),
    )
    return { ids }
  })
}

/** Groups that still live, of those the actor serves. */
const seenCommunities = async (ctx: Ctx, ids: readonly number[]) =>
  (
    await ctx.db.rows<{ id: number }>(sql`
      select c.id from community c where c.workspace_id = ${ctx.workspaceId} and c.id = any(${ids}::bigint[])
        and c.state not in ('dissolved', 'transferred') and ${communityScope(ctx)} order by c.id`)
  ).map((row) => row.id)

/** Plans one script in many groups, in the caller's transaction; a key that is known is passed over. Answers the new ones. */
export async function planActivities(ctx: Ctx, key: string, wishes: readonly ActivityWish[], changes: Changes = {}): Promise<number[]> {
  const script = scriptsIn(ctx.locale).find((one) => one.key === key)
  if (!script) throw activityErrors.unknown_script({ script: key })
  if (wishes.length === 0) return []
  const spec = await checkedSpec(ctx, script, changes)
  const rounds = Math.min(changes.rounds ?? script.rounds, script.mostRounds)
  const codes = await codesOf(ctx, wishes)
  const rows = wishes.map((wish) => {
    const seed = createHmac('sha256', ctx.app.config.secret).update(`${ctx.seed}|activity|${wish.key}`).digest('hex')
    const one = { mechanism: script.mechanism, spec, rounds, startsAt: wish.startsAt, unsettled: false }
    const { dueAt } = planned(planOf(ctx, one), ctx.clock.now().getTime())
    return {
      ...one,
      key: wish.key,
      code: codes.get(wish.key) ?? '',
      communityId: wish.communityId,
      script: script.key,
      kind: script.kind,
      title: changes.title ?? script.title,
      dueAt: dueAt === null ? null : new Date(dueAt),
      seed,
      commitment: commitmentOf(seed),
      runId: wish.runId ?? 0,
    }
  })
  const made = await insertActivities(ctx, rows, ctx.actor.kind === 'staff' ? ctx.actor.staffId : null)
  if (made.length === 0) return []
  const communityIds = wishes.map((wish) => wish.communityId)
  const questions = await makeQuestions(ctx, spec.source, { rounds, seed: `${rows[0]?.seed}|questions`, communityIds })
  await insertRounds(
    ctx,
    made.flatMap(({ id }) => questions.map((one, at) => ({ ...one, activityId: id, round: at + 1 }))),
  )
  const byKey = new Map(rows.map((row) => [row.key, row]))
  await emit(
    ctx,
    made.flatMap(({ id, key: own }) => {
      const row = byKey.get(own)
      if (!row) return []
      const data = { activityId: id, script: script.key, title: row.title, startsAt: row.startsAt.toISOString() }
      return [{ kind: activityPlanned, communityId: row.communityId, counted: false, data, ...(row.runId ? { runId: row.runId } : {}) }]
    }),
  )
  ctx.afterCommit(() => ctx.app.signals.wake('activity'))
  return made.map((one) => one.id)
}

async function checkedSpec(ctx: Ctx, script: Script, changes: Changes): Promise<Spec> {
  const { spec } = script
  const awards = changes.awards ?? spec.awards
  const rewardIds = [...new Set(awards.flatMap(({ prize }) => (prize.kind === 'reward' ? [prize.rewardId] : [])))]
  const known = await rewardsById(ctx, rewardIds)
  if (rewardIds.some((id) => known.get(id)?.state !== 'active')) throw activityErrors.unknown_reward()
  const source = changes.source ?? spec.source
  if (source.kind === 'options' && new Set(source.options).size < source.options.length) throw activityErrors.nothing_to_choose()
  return {
    ...spec,
    intro: changes.intro ?? spec.intro,
    source,
    timing: {
      ...spec.timing,
      roundMinutes: changes.roundMinutes ?? spec.timing.roundMinutes,
      graceMinutes: changes.graceMinutes ?? spec.timing.graceMinutes,
      breakMinutes: changes.breakMinutes ?? spec.timing.breakMinutes,
    },
    awards: awards.map(({ who, prize, ...award }) => ({
      ...award,
      who: drawnBy(ctx, who, script),
      prize: prize.kind === 'reward' ? { ...prize, name: known.get(prize.rewardId)?.name ?? prize.name } : prize,
    })),
    claims: spec.claims === null ? null : (changes.claims ?? spec.claims),
    packetPoints:
      spec.packetPoints === null ? null : Math.max(changes.packetPoints ?? spec.packetPoints, changes.claims ?? spec.claims ?? 1),
    guaranteeAfter: changes.guaranteeAfter ?? spec.guaranteeAfter,
    weights: script.mechanism === 'rounds' ? null : weightsOf(ctx, changes.weights ?? null),
    condition: conditionOf(ctx, changes.condition),
    posts: { ...spec.posts, ...withoutHoles(changes.posts ?? {}) },
  }
}

const withoutHoles = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]: NonNullable<T[K]> }

/** @throws activity.wrong_condition */
function weightsOf(ctx: Ctx, weights: Weights | null): Weights | null {
  if (!weights || (weights.perSignIn === 0 && weights.rules.length === 0)) return null
  return checkedWeights(ctx, weights)
}

const checkedWeights = (ctx: Ctx, weights: Weights): Weights => ({
  ...weights,
  rules: weights.rules.map((rule) => ({ ...rule, condition: neededCondition(ctx, rule.condition) })),
})

/** What a prize has of its own; in a quiz right answers are the tickets, so it has no weights. @throws activity.wrong_condition */
function drawnBy(ctx: Ctx, who: AwardRule, { mechanism }: Pick<Script, 'mechanism'>): AwardRule {
  if (who.kind !== 'draw') return who
  const { weights, only, ...rule } = who
  return {
    ...rule,
    ...(weights && mechanism !== 'rounds' ? { weights: checkedWeights(ctx, weights) } : {}),
    ...(only ? { only: { ...only, condition: neededCondition(ctx, only.condition) } } : {}),
  }
}

/** @throws activity.wrong_condition */
function neededCondition(ctx: Ctx, condition: unknown): Condition {
  const given = conditionOf(ctx, condition)
  if (given === null) throw activityErrors.wrong_condition()
  return given
}

/** @throws activity.wrong_condition */
function conditionOf(ctx: Ctx, condition: unknown): Condition | null {
  if (condition === undefined || condition === null) return null
  const parsed = conditionSchema(conditionKindsOf(ctx.app)).safeParse(condition)
  if (!parsed.success) throw activityErrors.wrong_condition()
  return parsed.data
}

/** A short code for each link that nobody has yet. */
async function codesOf(ctx: Ctx, wishes: readonly ActivityWish[]): Promise<ReadonlyMap<string, string>> {
  const offered = wishes.map((wish) => ({ key: wish.key, codes: makeCodes(ctx, `activity ${wish.key}`) }))
  const taken = new Set(
    (
      await takenCodes(
        ctx,
        offered.flatMap((one) => one.codes),
      )
    ).map((row) => row.code),
  )
  return new Map(offered.map(({ key, codes }) => [key, codes.find((code) => !taken.has(code)) ?? codes[0] ?? '']))
}

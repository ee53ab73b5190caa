import type { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { activityErrors } from '../contract/index.ts'
import { shortened } from '../domain/advance.ts'
import { guessNumber } from '../domain/guess-number.ts'
import { settleClaims } from './settle-claims.ts'
import { prizeWords } from './give-awards.ts'
import { loadFits } from './load-fits.ts'
import { stateOf } from './plan-of.ts'
import { choicesBefore, insertAnswers, lockScenes, type Scene, standingsIn, writeFirst } from './store-answer.ts'

/** Somebody's wish to answer, sign in, take a ticket or claim. */
export interface Attempt {
  /** By its public code, or by number and round where a chat message says which. */
  readonly code: string | null
  readonly activityId: number | null
  readonly round: number | null
  readonly memberId: number
  readonly choice: string
  /** When the server took it; now unless told. */
  readonly at: Date | null
}
export interface Kept {
  readonly activityId: number
  readonly choice: string
  readonly repeated: boolean
  /** Claims: what it brought, in words; told again to who taps again. */
  readonly won: string | null
}
export type Outcome = Kept | GroveError

interface Judged {
  readonly attempt: Attempt
  readonly at: Date
  readonly scene: Scene
  readonly refused: GroveError | null
}

/**
 * Takes many answers at once: each group's standing, conditions and options are looked up for all of them, one statement writes them in the
 * order they came, and the first right one shortens its round. Outcomes stand in the order of the attempts; a refusal is an error in its place.
 */
export async function keepAnswers(ctx: Ctx, attempts: readonly Attempt[]): Promise<Outcome[]> {
  if (attempts.length === 0) return []
  return ctx.inTx(async (ctx) => {
    const judged = await judgeAll(ctx, attempts)
    const open = judged.flatMap((one) => (one && !one.refused ? [one] : []))
    const written = await insertAnswers(
      ctx,
      open.map(({ attempt, scene, at }) => ({
        activityId: scene.id,
        round: scene.round,
        memberId: attempt.memberId,
        choice: attempt.choice,
        hit: scene.answer !== null && scene.answer === attempt.choice,
        at,
      })),
    )
    const fresh = new Set(written.map((row) => `${row.activityId}:${row.memberId}`))
    // The first of a double tap in one batch is the one that counts.
    const taken = new Set<string>()
    const isFresh = (one: Judged) => {
      const key = keyOf(one)
      return fresh.has(key) && !taken.has(key) && taken.add(key)
    }
    const kept = open.map((one) => ({ one, fresh: Boolean(isFresh(one)) }))
    await noteFirsts(
      ctx,
      kept.filter((row) => row.fresh).map((row) => row.one),
    )
    const won = await settleClaims(
      ctx,
      kept
        .filter((row) => row.fresh && row.one.scene.mechanism === 'claim')
        .map(({ one }) => ({ scene: one.scene, memberId: one.attempt.memberId })),
    )
    const again = [
      ...kept.filter((row) => !row.fresh).map((row) => row.one),
      ...judged.flatMap((one) => (one && mayHaveWon(one) ? [one] : [])),
    ]
    const before = await choicesBefore(
      ctx,
      again.map(({ attempt, scene }) => ({ activityId: scene.id, round: scene.round, memberId: attempt.memberId })),
    )
    const outcomes = new Map<Attempt, Outcome>()
    for (const { one } of kept.filter((row) => row.fresh)) {
      const { scene, attempt } = one
      const claim = won.get(keyOf(one)) ?? null
      const late = scene.mechanism === 'claim' && claim === null
      outcomes.set(
        attempt,
        late ? activityErrors.none_left() : { activityId: scene.id, choice: attempt.choice, repeated: false, won: claim },
      )
    }
    for (const one of again) {
      const { scene, attempt } = one
      const known = before.get(keyOf(one))
      // Who has a piece hears of it again, also when all are gone; who has none hears that.
      if (scene.mechanism === 'claim' && !known?.prize) outcomes.set(attempt, one.refused ?? activityErrors.none_left())
      else
        outcomes.set(attempt, {
          activityId: scene.id,
          choice: known?.choice ?? attempt.choice,
          repeated: true,
          won: known?.prize ? prizeWords(ctx, known.prize) : null,
        })
    }
    return attempts.map((attempt, at) => outcomes.get(attempt) ?? judged[at]?.refused ?? activityErrors.not_found())
  })
}

const keyOf = ({ scene, attempt }: Judged) => `${scene.id}:${attempt.memberId}`

/** A claim that came when there was nothing to claim: perhaps by somebody whose piece is one of those gone. */
const mayHaveWon = ({ scene, refused }: Judged) =>
  scene.mechanism === 'claim' &&
  scene.round > 0 &&
  (['activity.none_left', 'activity.late', 'activity.over'] as (string | undefined)[]).includes(refused?.code)

async function judgeAll(ctx: Ctx, attempts: readonly Attempt[]): Promise<(Judged | null)[]> {
  const scenes = await lockScenes(ctx, attempts)
  const byCode = new Map(scenes.map((scene) => [scene.code, scene]))
  const byId = new Map(scenes.map((scene) => [scene.id, scene]))
  const found = attempts.map((one) => (one.code === null ? byId.get(one.activityId ?? 0) : byCode.get(one.code.toUpperCase())))
  const people = new Map(
    (
      await standingsIn(
        ctx,
        attempts.flatMap((one, at) => (found[at] ? [{ communityId: found[at].communityId, memberId: one.memberId }] : [])),
      )
    ).map((row) => [`${row.communityId}:${row.memberId}`, row]),
  )
  const allowed = await allowedBy(ctx, attempts, found)
  const now = ctx.clock.now()
  return attempts.map((attempt, index) => {
    const scene = found[index]
    if (!scene) return null
    const at = attempt.at ?? now
    const refuse = (refused: GroveError | null): Judged => ({ attempt, at, scene, refused })
    const person = people.get(`${scene.communityId}:${attempt.memberId}`)
    if (!person) return refuse(activityErrors.not_in_group())
    if (!person.counted) return refuse(activityErrors.not_for_staff())
    if (['planned', 'announced', 'preheating'].includes(scene.stage)) return refuse(activityErrors.not_yet())
    if (scene.stage === 'stopped' || scene.stage === 'done') return refuse(activityErrors.over())
    if (scene.claims !== null && scene.claimed >= scene.claims) return refuse(activityErrors.none_left())
    if (scene.stage !== 'open' || scene.closesAt === null || at >= scene.closesAt) return refuse(activityErrors.late())
    if (attempt.round !== null && attempt.round !== scene.round) return refuse(activityErrors.late())
    if (scene.keys.length === 0 ? guessNumber(attempt.choice) !== attempt.choice : !scene.keys.includes(attempt.choice))
      return refuse(scene.keys.length === 0 ? activityErrors.no_number() : activityErrors.no_such_option())
    if (!allowed(scene, attempt.memberId)) return refuse(activityErrors.not_allowed())
    return refuse(null)
  })
}

/** Entry conditions, where an activity has one. */
async function allowedBy(ctx: Ctx, attempts: readonly Attempt[], found: readonly (Scene | undefined)[]) {
  const asks = attempts.flatMap(({ memberId }, at) => {
    const scene = found[at]
    return scene?.condition ? [{ communityId: scene.communityId, memberIds: [memberId], conditions: [scene.condition] }] : []
  })
  if (asks.length === 0) return () => true
  const fits = await loadFits(ctx, asks)
  return (scene: Scene, memberId: number) => !scene.condition || fits(scene.communityId, memberId, scene.condition)
}

/** A first right answer shortens the round to the grace. */
async function noteFirsts(ctx: Ctx, fresh: readonly Judged[]): Promise<void> {
  const firsts = new Map<number, { scene: Scene; at: Date }>()
  for (const { scene, attempt, at } of fresh) {
    if (scene.firstAt !== null || scene.answer === null || attempt.choice !== scene.answer) continue
    const known = firsts.get(scene.id)
    if (!known || at < known.at) firsts.set(scene.id, { scene, at })
  }
  if (firsts.size === 0) return
  await writeFirst(
    ctx,
    [...firsts.values()].map(({ scene, at }) => {
      const { closesAt, dueAt } = shortened(stateOf(scene), scene.graceMinutes, at.getTime())
      return { id: scene.id, round: scene.round, at, closesAt: new Date(closesAt ?? 0), dueAt: new Date(dueAt ?? 0) }
    }),
  )
  ctx.afterCommit(() => ctx.app.signals.wake('activity'))
}

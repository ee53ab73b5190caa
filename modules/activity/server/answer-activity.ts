import { GroveError, type InputOf, type OutputOf } from '@grove/kernel/contract'
import { createRateLimit, type RateLimit } from '@grove/kernel/http'
import type { App, Ctx } from '@grove/kernel/server'
import { activityErrors, type answerActivity as answerRoute } from '../contract/index.ts'
import { guessNumber } from '../domain/guess-number.ts'
import { type Attempt, keepAnswers, type Outcome } from './keep-answers.ts'
import { pokeCard } from './refresh-cards.ts'

/** A thumb is slower than this; a program is not. */
const RATE = { perMinute: 60, burst: 8 }
const limits = new WeakMap<App, RateLimit>()

/** @throws kernel.too_many_requests */
export function atHumanPace(ctx: Ctx, memberId: number): void {
  const limit = limits.get(ctx.app) ?? createRateLimit(RATE, () => performance.now(), 50_000)
  limits.set(ctx.app, limit)
  limit.take(`${ctx.workspaceId}:${memberId}`)
}

/** Answers, signs in, takes a ticket or claims; together with everybody who does at the same moment. @throws activity.* */
export async function answerActivity(ctx: Ctx, input: InputOf<typeof answerRoute>): Promise<OutputOf<typeof answerRoute>> {
  if (ctx.actor.kind !== 'member') throw activityErrors.not_found()
  const { memberId } = ctx.actor
  atHumanPace(ctx, memberId)
  const outcome = await answerInTurn(ctx, {
    code: input.code,
    activityId: null,
    round: null,
    memberId,
    choice: guessNumber(input.choice) ?? input.choice.toUpperCase(),
    at: null,
  })
  if (outcome instanceof GroveError) throw outcome
  return { choice: outcome.choice, repeated: outcome.repeated, won: outcome.won }
}

interface Waiting {
  readonly attempt: Attempt
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (cause: unknown) => void
}
interface Line {
  waiting: Waiting[]
  running: boolean
}

/** As many as one insert takes without keeping the first of them waiting. */
const MOST_AT_ONCE = 1000
const lines = new WeakMap<App, Map<number, Line>>()

/**
 * One line a workspace and process: while one batch is being committed the next gathers, so a thousand phones cost a few transactions and one
 * alone waits for nobody. An answer is told to be kept only after the commit.
 */
export function answerInTurn(ctx: Ctx, attempt: Attempt): Promise<Outcome> {
  const all = lines.get(ctx.app) ?? new Map<number, Line>()
  lines.set(ctx.app, all)
  const line = all.get(ctx.workspaceId) ?? { waiting: [], running: false }
  all.set(ctx.workspaceId, line)
  return new Promise((resolve, reject) => {
    line.waiting.push({ attempt, resolve, reject })
    if (!line.running)
      void run(ctx, line).then(() => line.waiting.length === 0 && all.get(ctx.workspaceId) === line && all.delete(ctx.workspaceId))
  })
}

async function run(ctx: Ctx, line: Line): Promise<void> {
  line.running = true
  // One turn of the event loop: what arrived in the same packet goes into the first batch.
  await new Promise((resolve) => setImmediate(resolve))
  while (line.waiting.length) {
    const batch = line.waiting.splice(0, MOST_AT_ONCE)
    await keepAnswers(
      ctx,
      batch.map((one) => one.attempt),
    ).then(
      (outcomes) => {
        for (const [at, one] of batch.entries()) one.resolve(outcomes[at] as Outcome)
        const touched = new Set(outcomes.flatMap((one) => ('repeated' in one && !one.repeated ? [one.activityId] : [])))
        for (const id of touched) pokeCard(ctx, id)
      },
      (cause: unknown) => batch.forEach((one) => one.reject(cause)),
    )
  }
  line.running = false
}

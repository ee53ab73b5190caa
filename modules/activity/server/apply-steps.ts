import { planSends } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import { createFormat } from '@grove/i18n'
import type { Ctx } from '@grove/kernel/server'
import { memberNames } from './read-names.ts'
import { activityEnded, activityJoined, activityStarted, activityStopped } from '../contract/index.ts'
import type { Effect, Step } from '../domain/advance.ts'
import { cardOf, resultLines, rightOf } from '../domain/card.ts'
import { endWinners, roundWinners } from '../domain/choose-winners.ts'
import { plain, postText, winnerLines } from '../domain/post-text.ts'
import { throwOf } from '../domain/draw.ts'
import { drawAll } from './draw-all.ts'
import { giveAwards, prizeWords } from './give-awards.ts'
import { wordsOf } from './make-questions.ts'
import { readCards } from './read-cards.ts'
import { awardsWon, endFigures } from './read-wins.ts'
import { refreshCards } from './refresh-cards.ts'
import { sendOf } from './sends.ts'
import {
  type Act,
  actsOf,
  standingsOf,
  type StoredActivity,
  writeAnswers,
  writeOpened,
  writeReached,
  writeRevealed,
  writeStop,
} from './store.ts'
import { streakOf } from '../domain/streak.ts'

export interface Moved {
  readonly activity: StoredActivity
  readonly step: Step
}

const HOUR = 3_600_000
const idsOf = (moved: readonly Moved[]) => moved.map((one) => one.activity.id)
const told = ({ activity }: Moved) => ({ activityId: activity.id, script: activity.script, title: activity.title })

/** What each step does in the world: rows, prizes, and posts as intents. Each takes all activities that take it now. */
export const APPLY: Readonly<Record<Effect, (ctx: Ctx, moved: readonly Moved[]) => Promise<void>>> = {
  announce: (ctx, moved) => invite(ctx, moved, 'announce'),
  preheat: (ctx, moved) => invite(ctx, moved, 'preheat'),
  open: openRounds,
  wait: (ctx, moved) => refreshCards(ctx, idsOf(moved)),
  reveal: revealRounds,
  finish,
  followUp: async (ctx, moved) => {
    await planSends(
      ctx,
      moved.flatMap((one) => {
        const words = wordsFor(ctx, one, one.activity.spec.posts.followUp)
        const content = { parts: [{ kind: 'text' as const, text: words }] }
        return words ? [sendOf(one.activity, 'followUp', 0, content, ctx.clock.now(), 12 * HOUR)] : []
      }),
    )
  },
  end: async (ctx, moved) => {
    const figures = new Map((await endFigures(ctx, idsOf(moved))).map((row) => [row.id, row]))
    await emit(
      ctx,
      moved.map((one) => {
        const { joined = 0, winners = 0 } = figures.get(one.activity.id) ?? {}
        return { kind: activityEnded, communityId: one.activity.communityId, counted: false, data: { ...told(one), joined, winners } }
      }),
    )
  },
  miss: async (ctx, moved) => {
    const why = wordsOf(ctx)('activity.missed')
    await writeStop(ctx, idsOf(moved), why)
    await emit(
      ctx,
      moved.map((one) => ({ kind: activityStopped, communityId: one.activity.communityId, counted: false, data: { ...told(one), why } })),
    )
  },
}

function wordsFor(ctx: Ctx, { activity }: Moved, template: string, values: Readonly<Record<string, string>> = {}): string {
  const now = ctx.clock.now()
  const f = createFormat(ctx.locale, ctx.zone)
  const soon = f.day(now) === f.day(activity.startsAt)
  const text = postText(template, {
    title: activity.title,
    time: soon ? wordsOf(ctx)('activity.time.today', { time: f.time(activity.startsAt) }) : f.dateTime(activity.startsAt, now),
    minutes: String(Math.max(1, Math.round((activity.startsAt.getTime() - now.getTime()) / 60_000))),
    rounds: String(activity.rounds),
    claims: String(activity.spec.claims ?? 0),
    ...values,
  })
  return plain(text).slice(0, 3900)
}

async function invite(ctx: Ctx, moved: readonly Moved[], step: 'announce' | 'preheat'): Promise<void> {
  const t = wordsOf(ctx)
  const cards = new Map((await readCards(ctx, idsOf(moved))).map((card) => [card.id, card]))
  const now = ctx.clock.now()
  await planSends(
    ctx,
    moved.flatMap((one) => {
      const { activity } = one
      const text = wordsFor(ctx, one, activity.spec.posts[step]).slice(0, 1000)
      const url = plain(cards.get(activity.id)?.url ?? '')
      if (!text) return []
      const card = {
        kind: 'card' as const,
        title: plain(activity.title),
        text,
        options: [{ key: '#', label: t('activity.card.rules'), url }],
      }
      return [sendOf(activity, step, 0, { parts: [card] }, now, activity.startsAt.getTime() - now.getTime() + 60_000)]
    }),
  )
}

async function openRounds(ctx: Ctx, moved: readonly Moved[]): Promise<void> {
  const t = wordsOf(ctx)
  await writeOpened(
    ctx,
    moved.map(({ activity, step }) => ({ id: activity.id, round: step.state.round })),
  )
  const first = moved.filter(({ step }) => step.state.round === 1)
  if (first.length) {
    await writeReached(ctx, idsOf(first))
    await emit(
      ctx,
      first.map((one) => ({ kind: activityStarted, communityId: one.activity.communityId, counted: false, data: told(one) })),
    )
  }
  const cards = new Map((await readCards(ctx, idsOf(moved))).map((card) => [card.id, card]))
  const now = ctx.clock.now()
  await planSends(
    ctx,
    moved.flatMap(({ activity, step }) => {
      const card = cards.get(activity.id)
      if (!card) return []
      const body = cardOf(t, card)
      const safe = {
        ...body,
        title: plain(body.title),
        text: plain(body.text ?? '').slice(0, 1000),
        options: (body.options ?? []).map((option) => ({ ...option, label: plain(option.label).slice(0, 60) })),
      }
      return [sendOf(activity, 'card', step.state.round, { parts: [safe] }, now, (step.state.closesAt ?? 0) - now.getTime())]
    }),
  )
}

async function revealRounds(ctx: Ctx, moved: readonly Moved[]): Promise<void> {
  const rounds = moved.map(({ activity, step }) => ({ id: activity.id, round: step.state.round }))
  const thrown = moved.flatMap(({ activity, step }) =>
    activity.spec.source.kind === 'dice'
      ? [{ id: activity.id, round: step.state.round, answer: throwOf(activity.seed, step.state.round) }]
      : [],
  )
  if (thrown.length) await writeAnswers(ctx, thrown)
  await writeRevealed(ctx, rounds)
  const results = new Map((await readCards(ctx, idsOf(moved))).map((card) => [card.id, card.answer]))
  const acts = new Map<number, Act[]>()
  for (const act of await actsOf(ctx, rounds)) acts.set(act.activityId, [...(acts.get(act.activityId) ?? []), act])
  const won = moved.map(({ activity, step }) => ({
    activity,
    wins: roundWinners(activity.spec.awards, acts.get(activity.id) ?? [], results.get(activity.id) ?? null).map((win) => ({
      ...win,
      round: step.state.round,
    })),
  }))
  await giveAwards(ctx, won)
  await tellJoined(ctx, moved, acts)
  await refreshCards(ctx, idsOf(moved))
  await tellAnswers(ctx, moved, acts)
}

/** Once for each member and activity, whichever round was their first. */
async function tellJoined(ctx: Ctx, moved: readonly Moved[], acts: ReadonlyMap<number, readonly Act[]>): Promise<void> {
  await emit(
    ctx,
    moved.flatMap((one) =>
      (acts.get(one.activity.id) ?? []).map(({ memberId }) => ({
        kind: activityJoined,
        memberId,
        communityId: one.activity.communityId,
        data: told(one),
        dedupeKey: `activity.joined:${one.activity.id}:${memberId}`,
      })),
    ),
  )
}

/** The answer and the first who had it, said in the room; sign-ins and claims need no word. */
async function tellAnswers(ctx: Ctx, moved: readonly Moved[], acts: ReadonlyMap<number, readonly Act[]>): Promise<void> {
  const t = wordsOf(ctx)
  const asked = moved.filter(({ activity }) => activity.mechanism === 'rounds' && activity.kind !== 'vote')
  if (asked.length === 0) return
  const cards = new Map((await readCards(ctx, idsOf(asked))).map((card) => [card.id, card]))
  const firsts = new Map(asked.map(({ activity }) => [activity.id, acts.get(activity.id)?.find((act) => act.hit)?.memberId ?? 0]))
  const names = await memberNames(ctx, [...firsts.values()])
  const now = ctx.clock.now()
  await planSends(
    ctx,
    asked.flatMap(({ activity, step }) => {
      const card = cards.get(activity.id)
      const right = card && rightOf(card)
      if (!right) return []
      const all = acts.get(activity.id) ?? []
      const counts = { right: all.filter((act) => act.hit).length, joined: all.length }
      const first = names.get(firsts.get(activity.id) ?? 0)
      const lines = [
        activity.kind === 'guess'
          ? t('activity.reveal.result', { label: right.label })
          : t('activity.reveal.answer', { round: step.state.round, key: right.key, label: right.label }),
        card.explain,
        activity.kind === 'guess'
          ? t('activity.reveal.guessed', counts)
          : first
            ? t('activity.reveal.first', { name: first, ...counts })
            : t('activity.reveal.nobody', counts),
      ]
      const text = plain(lines.filter(Boolean).join('\n')).slice(0, 3900)
      return [sendOf(activity, 'reveal', step.state.round, { parts: [{ kind: 'text', text }] }, now, 15 * 60_000)]
    }),
  )
}

async function finish(ctx: Ctx, moved: readonly Moved[]): Promise<void> {
  const activities = moved.map((one) => one.activity)
  const people = await standingsOf(ctx, idsOf(moved))
  const of = (id: number) => people.filter((one) => one.activityId === id)
  const drawn = await drawAll(ctx, activities, people)
  const won = activities.map((activity) => {
    const standings = of(activity.id).map((one) => ({ ...one, streak: streakOf(one.rounds, activity.rounds).longest }))
    const wins = endWinners(activity.spec.awards, { standings, drawn: drawn.get(activity.id) ?? new Map() })
    return { activity, wins: wins.map((win) => ({ ...win, round: 0 })) }
  })
  await giveAwards(ctx, won)
  await refreshCards(ctx, idsOf(moved))
  await tellWinners(ctx, moved, of)
}

async function tellWinners(ctx: Ctx, moved: readonly Moved[], of: (id: number) => readonly { score: number }[]): Promise<void> {
  const t = wordsOf(ctx)
  const awards = await awardsWon(ctx, idsOf(moved))
  const cards = new Map((await readCards(ctx, idsOf(moved))).map((card) => [card.id, card]))
  const now = ctx.clock.now()
  await planSends(
    ctx,
    moved.flatMap((one) => {
      const { activity } = one
      const own = awards
        .filter((won) => won.activityId === activity.id)
        .map((won) => ({ ...won, prizes: [...new Set(won.prizes.map((prize) => prizeWords(ctx, prize)))] }))
      const count = own.reduce((sum, won) => sum + won.count, 0)
      const joined = of(activity.id).length
      const card = cards.get(activity.id)
      const result =
        activity.kind === 'group_buy'
          ? t(count ? 'activity.group_buy.made' : 'activity.group_buy.failed', { joined })
          : card && activity.spec.source.kind === 'options'
            ? resultLines(card)
            : ''
      const everybody = new Set(activity.spec.awards.flatMap((award) => (award.who.kind === 'joined' ? [award.name] : [])))
      const lines = winnerLines(
        own.filter((won) => !everybody.has(won.award)),
        t,
      )
      const winners = lines || (count ? '' : t('activity.winners.none'))
      const text = wordsFor(ctx, one, activity.spec.posts.winners, {
        joined: String(activity.mechanism === 'claim' ? count : joined),
        winners: activity.kind === 'vote' || activity.kind === 'group_buy' || activity.kind === 'chain' ? '' : winners,
        result,
      })
      return text ? [sendOf(activity, 'winners', 0, { parts: [{ kind: 'text', text }] }, now, 6 * HOUR)] : []
    }),
  )
}

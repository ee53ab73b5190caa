import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { movePoints } from '@grove/points/server'
import { issueRewards, rewardsById } from '@grove/reward/server'
import { activityWon, type Prize } from '../contract/index.ts'
import { wordsOf } from './make-questions.ts'
import { insertWins, markGiven, type NewWin, type StoredActivity } from './store.ts'

export type Won = Omit<NewWin, 'activityId'>

export const prizeWords = (ctx: Pick<Ctx, 'locale'>, prize: Prize): string =>
  prize.kind === 'points' ? wordsOf(ctx)('activity.prize.points', { points: prize.points }) : prize.name

/**
 * Writes who won and gives it, in the caller's transaction; who has a prize of the round already gets no second. A reward of which none is left
 * is a win without a prize: the cockpit shows it. Answers the wins that are new.
 */
export async function giveAwards(
  ctx: Ctx,
  won: readonly { readonly activity: Pick<StoredActivity, 'id' | 'communityId' | 'script' | 'title'>; readonly wins: readonly Won[] }[],
): Promise<readonly NewWin[]> {
  const all = won.flatMap(({ activity, wins }) => wins.map((win) => ({ ...win, activityId: activity.id })))
  if (all.length === 0) return []
  const made = new Set((await insertWins(ctx, all)).map((win) => keyOf(win)))
  const fresh = all.filter((win) => made.has(keyOf(win)))
  const byId = new Map(won.map(({ activity }) => [activity.id, activity]))
  const why = (win: NewWin) => `${byId.get(win.activityId)?.title ?? ''} · ${win.award}`
  const communityOf = (win: NewWin) => byId.get(win.activityId)?.communityId ?? 0
  await movePoints(
    ctx,
    fresh.flatMap((win) =>
      win.prize.kind === 'points'
        ? [
            {
              memberId: win.memberId,
              amount: win.prize.points,
              counter: 'issued' as const,
              reason: 'activity',
              detail: { note: why(win) },
              key: keyOf(win),
              communityId: communityOf(win),
            },
          ]
        : [],
    ),
  )
  const issued = await issueRewards(
    ctx,
    fresh.flatMap((win) =>
      win.prize.kind === 'reward'
        ? [{ rewardId: win.prize.rewardId, memberId: win.memberId, key: keyOf(win), why: why(win), communityId: communityOf(win) }]
        : [],
    ),
  )
  const rewards = await rewardsById(ctx, [...new Set(fresh.flatMap(({ prize }) => (prize.kind === 'reward' ? [prize.rewardId] : [])))])
  const costOf = ({ prize }: NewWin) => (prize.kind === 'reward' ? (rewards.get(prize.rewardId)?.cost ?? 0) : 0)
  const given = fresh.filter((win) => win.prize.kind === 'points' || issued.has(keyOf(win)))
  await markGiven(
    ctx,
    given.map((win) => ({ activityId: win.activityId, round: win.round, memberId: win.memberId, cost: costOf(win) })),
  )
  await emit(
    ctx,
    given.map((win) => {
      const activity = byId.get(win.activityId)
      const prize = prizeWords(ctx, win.prize)
      const data = {
        activityId: win.activityId,
        script: activity?.script ?? '',
        title: activity?.title ?? '',
        round: win.round,
        award: win.award,
        prize,
      }
      return { kind: activityWon, memberId: win.memberId, communityId: activity?.communityId, data }
    }),
  )
  return fresh
}

const keyOf = (win: Pick<NewWin, 'activityId' | 'round' | 'memberId'>) => `activity:${win.activityId}:${win.round}:${win.memberId}`

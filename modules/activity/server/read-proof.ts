import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { activityErrors, type getProof as proofRoute, type Proof } from '../contract/index.ts'
import { digestOf, draw } from '../domain/draw.ts'
import { drawPrizes } from './draw-prizes.ts'
import { toldWeights } from './read-view.ts'
import { findByCode } from './store.ts'

/** For anybody: names stand nowhere, a member learns their own ticket. The seed is told when nothing depends on it any more. @throws activity.not_found */
export async function getProof(ctx: Ctx, { code }: InputOf<typeof proofRoute>): Promise<Proof> {
  const activity = await findByCode(ctx, code)
  if (!activity) throw activityErrors.not_found()
  const over = ['won', 'followed', 'done'].includes(activity.stage)
  const memberId = ctx.actor.kind === 'member' ? ctx.actor.memberId : 0
  const { tickets, mine } = await ctx.db.one<{ tickets: Proof['tickets'] | null; mine: number | null }>(sql`
    select a.tickets, (select j.number::int from (
      select w.member_id, row_number() over (order by min(w.id)) as number from activity_answer w
      where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id group by w.member_id) j where j.member_id = ${memberId}) as mine
    from activity a where a.workspace_id = ${ctx.workspaceId} and a.id = ${activity.id}`)
  const dice =
    over && activity.spec.source.kind === 'dice'
      ? await ctx.db.rows<{ round: number; answer: string }>(sql`
          select r.round, r.answer from activity_round r
          where r.workspace_id = ${ctx.workspaceId} and r.activity_id = ${activity.id} and r.answer is not null order by r.round`)
      : []
  const prizes = drawPrizes(activity)
  const drawn = over && tickets ? draw(activity.seed, tickets, prizes) : []
  return {
    title: activity.title,
    commitment: activity.commitment,
    seed: over ? activity.seed : null,
    digest: tickets ? digestOf(tickets) : null,
    tickets: tickets ?? [],
    prizes: prizes.map(({ name, n, weights, only }) => ({
      name,
      n,
      weights: weights ? toldWeights(weights) : null,
      only: only?.label ?? null,
    })),
    winners: drawn.map(({ prize, number }) => ({ award: prizes[prize]?.name ?? '', number })),
    weights: activity.spec.weights ? toldWeights(activity.spec.weights) : null,
    mine,
    dice,
  }
}

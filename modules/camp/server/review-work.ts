import { planSends } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { campErrors, campReviewed, type commentCheckIn as commentRoute, type reviewWork as reviewRoute } from '../contract/index.ts'
import { editionOf, type EditionRecord } from './store-edition.ts'
import { wordsOf } from './words.ts'
import { tellPhones } from './tell-phones.ts'

const SHOWN = 7010
const DAY = 86_400_000

const by = (ctx: Ctx): number | null => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : null)

/**
 * One judgement on what was looked at: work that came in meanwhile is looked at first. @throws camp.not_found camp.work_not_found camp.work_changed
 *   camp.work_needs_comment camp.score_too_high
 */
export async function reviewWork(ctx: Ctx, input: InputOf<typeof reviewRoute>): Promise<OutputOf<typeof reviewRoute>> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    // Nobody mends what they were not told of.
    if (!input.accept && input.comment === '') throw campErrors.work_needs_comment()
    const outOf = edition.plan.days[input.day - 1]?.homework?.outOf ?? 0
    if (input.accept && input.score !== null && input.score > outOf) throw campErrors.score_too_high({ most: outOf })
    const before = await ctx.db.maybe<{ handedInAt: Date; name: string; text: string; share: boolean; counted: boolean }>(sql`
      select w.handed_in_at as "handedInAt", m.display_name as name, w.text, w.share, m.kind = 'member' as counted from camp_work w
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
      where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${edition.id} and w.member_id = ${input.memberId} and w.day = ${input.day}
      for update of w`)
    if (!before) throw campErrors.work_not_found()
    if (before.handedInAt.getTime() !== input.handedInAt.getTime()) throw campErrors.work_changed()
    const excellent = input.accept && input.excellent
    tellPhones(ctx, edition, excellent ? undefined : [input.memberId])
    await ctx.db.exec(sql`
      update camp_work set state = ${input.accept ? 'accepted' : 'returned'}, score = ${input.accept ? input.score : null}, comment = ${input.comment || null},
        excellent = ${excellent}, reviewed_by = ${by(ctx)}::bigint, reviewed_at = ${ctx.clock.now()}
      where workspace_id = ${ctx.workspaceId} and edition_id = ${edition.id} and member_id = ${input.memberId} and day = ${input.day}`)
    const { memberId, day, accept, score } = input
    await emit(ctx, [
      {
        kind: campReviewed,
        memberId,
        communityId: edition.communityId,
        counted: before.counted,
        data: { editionId: edition.id, edition: edition.name, day, accepted: accept, excellent },
      },
    ])
    await audit(ctx, {
      verb: 'camp.review_work',
      target: { kind: 'camp', id: edition.id },
      after: { memberId, day, accept, score, excellent },
    })
    const shown = excellent && before.share && before.text !== ''
    if (shown) await show(ctx, edition, { memberId, day, name: before.name, text: before.text, comment: input.comment })
    return { shown }
  })
}

interface Shown {
  readonly memberId: number
  readonly day: number
  readonly name: string
  readonly text: string
  readonly comment: string
}

/** Once for each piece of work, in the words of its author; only of who agreed. */
async function show(ctx: Ctx, edition: EditionRecord, work: Shown): Promise<void> {
  const now = ctx.clock.now()
  const title = edition.plan.days[work.day - 1]?.title ?? ''
  const head = wordsOf(ctx)('camp.excellent_head', { name: work.name, title })
  const text = [head, work.text.slice(0, 800), work.comment].filter((line) => line !== '').join('\n\n')
  await planSends(ctx, [
    {
      source: 'system',
      runId: 0,
      stepId: SHOWN,
      occurrence: work.memberId * 100 + work.day,
      communityId: edition.communityId,
      to: 'group',
      content: { parts: [{ kind: 'text', text }] },
      notBefore: now,
      expiresAt: new Date(now.getTime() + DAY),
    },
  ])
}

/** @throws camp.not_found */
export async function commentCheckIn(ctx: Ctx, input: InputOf<typeof commentRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const changed = await ctx.db.exec(sql`
      update camp_check_in set comment = ${input.comment}, commented_by = ${by(ctx)}::bigint, commented_at = ${ctx.clock.now()}
      where workspace_id = ${ctx.workspaceId} and edition_id = ${edition.id} and member_id = ${input.memberId} and day = ${input.day}`)
    tellPhones(ctx, edition, [input.memberId])
    if (changed)
      await audit(ctx, {
        verb: 'camp.comment',
        target: { kind: 'camp', id: edition.id },
        after: { memberId: input.memberId, day: input.day },
      })
    return { changed }
  })
}

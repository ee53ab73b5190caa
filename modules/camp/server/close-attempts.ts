import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { campExamDone } from '../contract/index.ts'
import { GRACE_MS, gradesOf, verdictOf } from '../domain/exam.ts'
import { type AttemptRow, decideAttempts } from './store-exam.ts'
import type { EditionRecord } from './store-edition.ts'
import { tellPhones } from './tell-phones.ts'

export interface OpenAttempt extends Pick<AttemptRow, 'exam' | 'attempt' | 'questions' | 'answers' | 'dueAt'> {
  readonly memberId: number
  readonly counted: boolean
}

const BATCH = 200

/** Attempts whose time is over are handed in with what was kept of them. `all`: also those without a time, at the end of the camp. */
export async function closeOverdue(
  ctx: Ctx,
  edition: EditionRecord,
  which: { readonly memberId?: number; readonly all?: boolean } = {},
): Promise<void> {
  const late = new Date(ctx.clock.now().getTime() - GRACE_MS)
  for (let more = true; more; ) {
    // oxlint-disable-next-line grove/no-query-in-loop -- a batch a turn: a class of two thousand never stands in memory at once
    const open = await ctx.db.rows<OpenAttempt>(sql`
      select t.member_id as "memberId", t.exam, t.attempt, t.questions, t.answers, t.due_at as "dueAt", m.kind = 'member' as counted
      from camp_exam_try t join member m on m.workspace_id = ${ctx.workspaceId} and m.id = t.member_id
      where t.workspace_id = ${ctx.workspaceId} and t.edition_id = ${edition.id} and t.handed_in_at is null
        and (t.due_at <= ${late} or ${which.all ?? false}::boolean) and (${which.memberId ?? null}::bigint is null or t.member_id = ${which.memberId ?? null})
      order by t.member_id, t.exam, t.attempt limit ${BATCH} for update of t`)
    // oxlint-disable-next-line grove/no-query-in-loop -- the same
    await handIn(ctx, edition, open)
    more = open.length === BATCH
  }
}

/** Graded at once; what needs a person stays open, everything else is told to the log. */
export async function handIn(ctx: Ctx, edition: EditionRecord, open: readonly OpenAttempt[]): Promise<void> {
  if (open.length === 0) return
  const now = ctx.clock.now()
  const decided = open.map((one) => {
    const grades = gradesOf(one.questions, one.answers)
    const pass = edition.plan.exams.find((exam) => exam.key === one.exam)?.pass ?? 0
    return { ...one, grades, handedInAt: one.dueAt && one.dueAt < now ? one.dueAt : now, ...verdictOf(grades, pass) }
  })
  await decideAttempts(ctx, edition.id, decided)
  await tellDone(ctx, edition, decided)
  tellPhones(
    ctx,
    edition,
    decided.map((one) => one.memberId),
  )
}

export async function tellDone(
  ctx: Ctx,
  edition: EditionRecord,
  decided: readonly {
    readonly memberId: number
    readonly counted: boolean
    readonly exam: string
    readonly attempt: number
    readonly percent: number | null
    readonly passed: boolean | null
  }[],
): Promise<void> {
  await emit(
    ctx,
    decided.flatMap(({ memberId, counted, exam, attempt, percent, passed }) =>
      percent === null
        ? []
        : {
            kind: campExamDone,
            memberId,
            communityId: edition.communityId,
            counted,
            data: { editionId: edition.id, edition: edition.name, exam, attempt, percent, passed: passed ?? false },
          },
    ),
  )
}

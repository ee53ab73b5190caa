import { planSends } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import { type NewTask, openTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import { askedDays, missedDays } from '../domain/days.ts'
import { CAMP_TASK } from './admit-students.ts'
import { campUrl } from './camp-url.ts'
import type { EditionRecord } from './store-edition.ts'
import { wordsOf } from './words.ts'

const STEP = { notYet: 7020, behind: 7021, done: 7022 } as const
const WORDS = { notYet: 'camp.evening.not_yet', behind: 'camp.evening.behind', done: 'camp.evening.done' } as const
const HOUR = 3_600_000

interface Standing {
  readonly memberId: number
  readonly name: string
  readonly days: readonly number[] | null
}

/**
 * The evening of a day: who has not checked in yet is told once, who is behind gets another word, who is through hears that somebody saw it;
 * who is far behind becomes a task for a person, never another message.
 */
export async function remindStudents(ctx: Ctx, edition: EditionRecord, today: number): Promise<void> {
  const { days, coachAfter } = edition.plan
  const asked = askedDays(days, today)
  if (asked.at(-1) !== today) return
  const students = await ctx.db.rows<Standing>(sql`
    select s.member_id as "memberId", m.display_name as name, i.days from camp_student s
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    left join lateral (
      select array_agg(i.day) as days from camp_check_in i
      where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${edition.id} and i.member_id = s.member_id) i on true
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${edition.id} and s.state = 'admitted' and s.counted limit 2000`)
  const sorted = students.map(({ memberId, name, days: done }) => {
    const have = new Set(done ?? [])
    return { memberId, name, through: have.has(today), missed: missedDays(days, have, today).length }
  })
  await send(ctx, edition, today, {
    done: sorted.filter((one) => one.through && one.missed === 0),
    notYet: sorted.filter((one) => !one.through && one.missed === 0),
    behind: sorted.filter((one) => one.missed > 0 && one.missed < coachAfter && !one.through),
  })
  await coach(
    ctx,
    edition,
    sorted.filter((one) => one.missed >= coachAfter),
    coachAfter,
  )
}

type Groups = Readonly<Record<keyof typeof STEP, readonly { readonly memberId: number }[]>>

async function send(ctx: Ctx, edition: EditionRecord, today: number, groups: Groups): Promise<void> {
  const url = `${await campUrl(ctx, edition.publicCode)}/day/${today}`
  const title = edition.plan.days[today - 1]?.title ?? ''
  const now = ctx.clock.now()
  const t = wordsOf(ctx)
  await planSends(
    ctx,
    (['notYet', 'behind', 'done'] as const)
      .filter((state) => groups[state].length > 0)
      .map((state) => ({
        source: 'system' as const,
        runId: 0,
        stepId: STEP[state],
        occurrence: today,
        communityId: edition.communityId,
        to: groups[state].map((one) => one.memberId),
        content: {
          parts: [
            { kind: 'text' as const, text: t(WORDS[state], { title }) },
            { kind: 'link' as const, url, title },
          ],
        },
        notBefore: now,
        expiresAt: new Date(now.getTime() + 3 * HOUR),
      })),
  )
}

interface Behind {
  readonly memberId: number
  readonly name: string
  readonly missed: number
}

/** A talk of ten minutes, asked for again only when they have missed as many days once more. */
async function coach(ctx: Ctx, edition: EditionRecord, behind: readonly Behind[], coachAfter: number): Promise<void> {
  await openTasks(
    ctx,
    behind.map(
      ({ memberId, name, missed }): NewTask => ({
        source: 'system',
        kind: 'do',
        title: { key: 'camp.task.coach', params: { name, missed, edition: edition.name } },
        body: { key: 'camp.task.coach_body', params: {} },
        assignee: { post: 'owner' },
        stepId: CAMP_TASK.coaching,
        occurrence: Math.floor(missed / coachAfter),
        communityId: edition.communityId,
        memberId,
        dueAt: new Date(ctx.clock.now().getTime() + 24 * HOUR),
      }),
    ),
  )
}

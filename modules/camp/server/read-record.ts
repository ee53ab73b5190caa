import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type DayPage, type myRecord as recordRoute, type WorkMark } from '../contract/index.ts'
import { shownNumber } from '../domain/certificate-words.ts'
import { bestStreak, homeworkDue } from '../domain/days.ts'
import { needed } from '../domain/graduation.ts'
import { memberOf } from './apply-to-camp.ts'
import { bestOf } from './look-at-exam.ts'
import { peersOfWork } from './peers.ts'
import { bookingOf } from './defence.ts'
import { mustBeIn } from './must-be-in.ts'
import { markOf, withPictures } from './read-work.ts'
import { attemptsOf } from './store-exam.ts'
import { editionByCode, type EditionRecord } from './store-edition.ts'
import { findStudent } from './store-student.ts'

interface Work {
  readonly day: number
  readonly name: string
  readonly text: string
  readonly pictures: readonly number[]
  readonly link: string | null
  readonly state: 'handed_in' | 'returned' | 'accepted'
  readonly excellent: boolean
  readonly late: boolean
  readonly score: number | null
  readonly comment: string | null
  readonly mine: boolean
}

/** How each day's homework of one student stands. */
export async function marksOf(ctx: Ctx, editionId: number, memberId: number): Promise<ReadonlyMap<number, WorkMark>> {
  const rows = await ctx.db.rows<Pick<Work, 'day' | 'state' | 'excellent'>>(sql`
    select w.day, w.state, w.excellent from camp_work w
    where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${editionId} and w.member_id = ${memberId}`)
  return new Map(rows.map((row) => [row.day, markOf(row)]))
}

/** My own of the day, and up to ten excellent ones whose authors agreed. */
export async function homeworkOf(ctx: Ctx, edition: EditionRecord, memberId: number, day: number): Promise<DayPage['homework']> {
  const homework = edition.plan.days[day - 1]?.homework
  if (!homework) return null
  const rows = await ctx.db.rows<Work>(sql`
    select w.day, m.display_name as name, w.text, w.pictures, w.link, w.state, w.excellent, w.late, w.score, w.comment,
      w.member_id = ${memberId} as mine
    from camp_work w join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
    where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${edition.id} and w.day = ${day}
      and (w.member_id = ${memberId} or (w.excellent and w.share and w.state = 'accepted'))
    order by w.member_id = ${memberId} desc, w.reviewed_at limit 11`)
  const shown = await withPictures(ctx, rows)
  const own = shown.find((row) => row.mine)
  return {
    ask: homework.ask,
    dueAt: new Date(homeworkDue(edition.startsOn, edition.zone, day, homework)),
    outOf: homework.outOf,
    mine: own
      ? {
          text: own.text,
          pictures: own.pictures,
          link: own.link,
          state: own.state,
          mark: markOf(own),
          late: own.late,
          score: own.score,
          comment: own.comment,
          ...(await peersOfWork(ctx, edition, memberId, day)),
        }
      : null,
    best: shown.filter((row) => !row.mine).map(({ name, text, pictures }) => ({ name, text, pictures })),
  }
}

/** @throws camp.not_found camp.not_a_student */
export async function myRecord(ctx: Ctx, input: InputOf<typeof recordRoute>): Promise<OutputOf<typeof recordRoute>> {
  const memberId = memberOf(ctx)
  const edition = await editionByCode(ctx, input.code)
  const student = await findStudent(ctx, edition.id, memberId)
  mustBeIn(student)
  const checks = await ctx.db.rows<{ day: number; madeUp: boolean }>(sql`
    select i.day, i.made_up as "madeUp" from camp_check_in i
    where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${edition.id} and i.member_id = ${memberId}`)
  const works = await ctx.db.rows<Pick<Work, 'day' | 'state' | 'score'>>(sql`
    select w.day, w.state, w.score from camp_work w
    where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${edition.id} and w.member_id = ${memberId} order by w.day`)
  const certificate = await ctx.db.maybe<{ number: string }>(sql`
    select x.number from camp_certificate x where x.workspace_id = ${ctx.workspaceId} and x.edition_id = ${edition.id} and x.member_id = ${memberId}
      and x.revoked_at is null`)
  const attempts = await attemptsOf(ctx, edition.id, memberId)
  const booking = await bookingOf(ctx, edition.id, memberId)
  const { days } = edition.plan
  const counts = edition.plan.graduation.defence ?? false
  const marks = new Map(checks.map((one) => [one.day, one.madeUp ? ('made_up' as const) : ('done' as const)]))
  return {
    name: edition.name,
    communityId: edition.communityId,
    checkIns: checks.length,
    accepted: works.filter((one) => one.state === 'accepted').length,
    needs: needed(edition.plan),
    best: bestStreak(days, new Set(marks.keys())),
    cards: student?.cards ?? 0,
    days: days.map((_day, at) => ({ day: at + 1, check: marks.get(at + 1) ?? 'none' })),
    exams: edition.plan.exams.map(({ key, title, pass, counts }) => {
      const mine = attempts.filter((one) => one.exam === key)
      const passed = mine.some((one) => one.passed)
      return { title, pass, counts, passed, percent: bestOf(mine), waiting: !passed && mine.some((one) => one.waiting > 0) }
    }),
    defence: counts || booking ? { counts, passed: booking?.passed ?? null } : null,
    scores: works.flatMap(({ day, score }) => (score === null ? [] : [{ day, score, of: days[day - 1]?.homework?.outOf ?? score }])),
    certificate: certificate ? shownNumber(certificate.number) : null,
  }
}

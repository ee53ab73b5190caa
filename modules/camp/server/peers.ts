import { planSends } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  campErrors,
  campPeerRead,
  type listPeerWork as listRoute,
  type lookAtPeers as lookRoute,
  type readPeer as readRoute,
} from '../contract/index.ts'
import { beginOf, dayAt, homeworkDue } from '../domain/days.ts'
import { circleOf } from '../domain/peer.ts'
import { meansOf, sumOf, wrongPoints } from '../domain/rubric.ts'
import { memberOf } from './apply-to-camp.ts'
import { campUrl } from './camp-url.ts'
import { studentAt } from './must-be-in.ts'
import { withPictures } from './read-work.ts'
import { editionByCode, type EditionRecord } from './store-edition.ts'
import { lockStudent } from './store-student.ts'
import { wordsOf } from './words.ts'
import { tellPhones } from './tell-phones.ts'

const STEP = 7030

/** Whole days after the day on which it was due. */
const peerEnds = (edition: EditionRecord, day: number): number => {
  const homework = edition.plan.days[day - 1]?.homework
  return beginOf(edition.startsOn, edition.zone, day + (homework?.dueInDays ?? 0) + 1 + (homework?.peer?.days ?? 0))
}

const criteriaOf = (edition: EditionRecord, day: number) => edition.plan.days[day - 1]?.homework?.peer?.criteria ?? []

/** Homework that is due is given out to readers, once a day of the plan. The caller holds the edition's lock. */
export async function giveOutPeers(ctx: Ctx, edition: EditionRecord, now: number): Promise<void> {
  const { days } = edition.plan
  const due = days.flatMap(({ homework }, at) =>
    homework?.peer && now > homeworkDue(edition.startsOn, edition.zone, at + 1, homework) ? [at + 1] : [],
  )
  const fresh = due.filter((day) => !edition.peerDays.includes(day) && now < peerEnds(edition, day))
  if (fresh.length === 0) return
  const rows = await ctx.db.rows<{ day: number; people: readonly number[] }>(sql`
    select w.day, array_agg(w.member_id order by sha256(convert_to(${`${ctx.seed}|peer ${edition.id}|`}::text || w.day || '|' || w.member_id, 'UTF8'))) as people
    from camp_work w join camp_student s on s.workspace_id = ${ctx.workspaceId} and s.edition_id = w.edition_id and s.member_id = w.member_id
    where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${edition.id} and w.day = any(${fresh}::int[]) and s.state = 'admitted' and s.counted
    group by w.day`)
  const all = rows.flatMap(({ day, people }) =>
    circleOf(people, days[day - 1]?.homework?.peer?.readers ?? 0).map((one) => ({ day, ...one })),
  )
  await ctx.db.exec(sql`
    insert into camp_peer (workspace_id, edition_id, day, member_id, place, author_id)
    select ${ctx.workspaceId}, ${edition.id}, n.day, n.reader, n.place, n.author
    from unnest(${all.map((one) => one.day)}::int[], ${all.map((one) => one.reader)}::bigint[], ${all.map((one) => one.place)}::int[],
      ${all.map((one) => one.author)}::bigint[]) as n (day, reader, place, author) on conflict do nothing`)
  await ctx.db.exec(sql`
    update camp_edition set peer_days = peer_days || ${fresh}::int[] where workspace_id = ${ctx.workspaceId} and id = ${edition.id}`)
  await tellReaders(ctx, edition, fresh, [...new Set(all.map((one) => one.reader))])
}

/** In the morning, not in the night in which it was due. */
async function tellReaders(ctx: Ctx, edition: EditionRecord, days: readonly number[], readers: number[]): Promise<void> {
  if (readers.length === 0) return
  const t = wordsOf(ctx)
  const now = ctx.clock.now()
  const today = dayAt(edition.startsOn, edition.zone, now.getTime())
  const morning = beginOf(edition.startsOn, edition.zone, today) + 9 * 3_600_000
  const notBefore = new Date(Math.max(morning, now.getTime()))
  await planSends(ctx, [
    {
      source: 'system',
      runId: 0,
      stepId: STEP,
      occurrence: days[0] ?? 0,
      communityId: edition.communityId,
      to: readers,
      content: {
        parts: [
          { kind: 'text', text: t('camp.peer.invite') },
          { kind: 'link', url: `${await campUrl(ctx, edition.publicCode)}/peers`, title: t('camp.peer') },
        ],
      },
      notBefore,
      expiresAt: new Date(notBefore.getTime() + 12 * 3_600_000),
    },
  ])
}

interface Row {
  readonly id: number
  readonly day: number
  readonly place: number
  readonly text: string
  readonly pictures: readonly number[]
  readonly link: string | null
  readonly score: number | null
  readonly points: readonly number[] | null
  readonly comment: string | null
}

/** @throws camp.not_found camp.not_a_student */
export async function lookAtPeers(ctx: Ctx, { code }: InputOf<typeof lookRoute>): Promise<OutputOf<typeof lookRoute>> {
  const { edition } = await studentAt(ctx, code)
  return { camp: edition.name, communityId: edition.communityId }
}

/** @throws camp.not_found camp.not_a_student */
export async function listPeerWork(ctx: Ctx, { code, cursor, limit }: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const { edition, memberId } = await studentAt(ctx, code)
  const after = readCursor(cursor)?.id
  const rows = await ctx.db.rows<Row>(sql`
    select p.day * 10 + p.place as id, p.day, p.place, w.text, w.pictures, w.link, p.score, p.points, p.comment from camp_peer p
    join camp_work w on w.workspace_id = ${ctx.workspaceId} and w.edition_id = p.edition_id and w.member_id = p.author_id and w.day = p.day
    where p.workspace_id = ${ctx.workspaceId} and p.edition_id = ${edition.id} and p.member_id = ${memberId}
      and ${after === undefined ? sql`true` : sql`(-p.day, p.place) > (${-Math.floor(after / 10)}::int, ${after % 10}::int)`}
    order by p.day desc, p.place limit ${limit + 1}`)
  const page = pageOfRows(rows, limit)
  const now = ctx.clock.now().getTime()
  const items = (await withPictures(ctx, page.items)).map((row) => {
    const day = edition.plan.days[row.day - 1]
    const ends = peerEnds(edition, row.day)
    return {
      ...row,
      title: day?.title ?? '',
      ask: day?.homework?.ask ?? '',
      outOf: day?.homework?.outOf ?? 10,
      criteria: [...criteriaOf(edition, row.day)],
      points: [...(row.points ?? [])],
      until: new Date(ends),
      open: now < ends,
    }
  })
  return { items, next: page.next, total: null }
}

/** How many wait to be read by this student. */
export async function peersOpen(ctx: Ctx, edition: EditionRecord, memberId: number): Promise<number> {
  const rows = await ctx.db.rows<{ day: number; count: number }>(sql`
    select p.day, count(*)::int as count from camp_peer p
    where p.workspace_id = ${ctx.workspaceId} and p.edition_id = ${edition.id} and p.member_id = ${memberId} and p.at is null group by p.day`)
  const now = ctx.clock.now().getTime()
  return rows.filter((row) => now < peerEnds(edition, row.day)).reduce((sum, row) => sum + row.count, 0)
}

/** @throws camp.not_found camp.not_a_student camp.peer_not_found camp.peer_over camp.points_missing camp.score_missing camp.score_too_high */
export async function readPeer(ctx: Ctx, input: InputOf<typeof readRoute>): Promise<OutputOf<typeof readRoute>> {
  return ctx.inTx(async (ctx) => {
    const memberId = memberOf(ctx)
    const edition = await editionByCode(ctx, input.code)
    const student = await lockStudent(ctx, edition.id, memberId)
    if (student?.state !== 'admitted') throw campErrors.not_a_student()
    const outOf = edition.plan.days[input.day - 1]?.homework?.outOf
    if (outOf === undefined) throw campErrors.peer_not_found()
    if (ctx.clock.now().getTime() >= peerEnds(edition, input.day)) throw campErrors.peer_over()
    const { score, points } = judged(edition, input, outOf)
    const read = await ctx.db.rows<{ authorId: number }>(sql`
      update camp_peer set score = ${score}, points = ${points}::int[], comment = ${input.comment}, at = ${ctx.clock.now()}
      where workspace_id = ${ctx.workspaceId} and edition_id = ${edition.id} and day = ${input.day} and member_id = ${memberId}
        and place = ${input.place} returning author_id as "authorId"`)
    if (read.length === 0) throw campErrors.peer_not_found()
    tellPhones(
      ctx,
      edition,
      read.map((one) => one.authorId),
    )
    await emit(ctx, [
      {
        kind: campPeerRead,
        memberId,
        communityId: edition.communityId,
        counted: student.counted,
        data: { editionId: edition.id, edition: edition.name, day: input.day },
      },
    ])
    return { kept: true }
  })
}

/** One score, or what the points of the rubric make of it. */
function judged(
  edition: EditionRecord,
  { day, score, points }: InputOf<typeof readRoute>,
  outOf: number,
): { readonly score: number; readonly points: number[] | null } {
  const criteria = criteriaOf(edition, day)
  if (criteria.length > 0) {
    const wrong = wrongPoints(criteria, points)
    if (wrong) throw campErrors.points_missing({ name: wrong.name, most: wrong.most })
    const given = points.slice(0, criteria.length)
    return { score: sumOf(criteria, given, outOf), points: given }
  }
  if (score === null) throw campErrors.score_missing()
  if (score > outOf) throw campErrors.score_too_high({ most: outOf })
  return { score, points: null }
}

/** What readers said of one piece, in an order that tells nothing of them, and their points by criterion in the mean. */
export async function peersOfWork(ctx: Ctx, edition: EditionRecord, authorId: number, day: number) {
  const rows = await ctx.db.rows<{ score: number; comment: string; points: readonly number[] | null }>(sql`
    select p.score, p.comment, p.points from camp_peer p
    where p.workspace_id = ${ctx.workspaceId} and p.edition_id = ${edition.id} and p.day = ${day} and p.author_id = ${authorId} and p.at is not null
    order by p.score desc, p.comment limit 5`)
  return {
    peers: rows.map(({ score, comment }) => ({ score, comment })),
    rubric: meansOf(
      criteriaOf(edition, day),
      rows.flatMap(({ points }) => (points ? [points] : [])),
    ),
  }
}

import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { mediaUrls } from '@grove/content/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  type CampPage,
  campErrors,
  type DayPage,
  type DayTile,
  type lookAtCamp as lookRoute,
  type lookAtDay as dayRoute,
  type myCamps as mineRoute,
  type rankCamp as rankRoute,
  type StudentPost,
  type WorkMark,
} from '../contract/index.ts'
import { bestStreak, dateOf, dayAt, mayCheckIn, streakOf } from '../domain/days.ts'
import { memberOf } from './apply-to-camp.ts'
import { hasDefence } from './defence.ts'
import { gaveFeedback, takesFeedback } from './feedback.ts'
import { examTiles } from './look-at-exam.ts'
import { peersOpen } from './peers.ts'
import { homeworkOf, marksOf } from './read-record.ts'
import { mustBeIn } from './must-be-in.ts'
import { askedOf, screeningForm, screeningOrder, screeningQuiz } from './screen.ts'
import { soundUrls } from './sounds.ts'
import { attemptsOf } from './store-exam.ts'
import { editionByCode, type EditionRecord } from './store-edition.ts'
import { findStudent, placeInLine, type StudentRecord } from './store-student.ts'

interface Mine {
  readonly day: number
  readonly text: string
  readonly pictures: readonly number[]
  readonly link: string | null
  readonly soundId: number | null
  readonly madeUp: boolean
  readonly at: Date
  readonly comment: string | null
}

const checkInsOf = (ctx: Ctx, editionId: number, memberId: number) =>
  ctx.db.rows<Mine>(sql`
    select i.day, i.text, i.pictures, i.link, i.sound_id as "soundId", i.made_up as "madeUp", i.at, i.comment from camp_check_in i
    where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${editionId} and i.member_id = ${memberId} order by i.day`)

/** The door for who is not in, today for who is. @throws camp.not_found */
export async function lookAtCamp(ctx: Ctx, input: InputOf<typeof lookRoute>): Promise<CampPage> {
  const edition = await editionByCode(ctx, input.code)
  const memberId = ctx.actor.kind === 'member' ? ctx.actor.memberId : 0
  const { workspaceName, name } = await ctx.db.one<{ workspaceName: string; name: string | null }>(sql`
    select w.name as "workspaceName", m.display_name as name from workspace w
    left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId} where w.id = ${ctx.workspaceId}`)
  const student = memberId ? await findStudent(ctx, edition.id, memberId) : undefined
  const mine = student?.state === 'admitted' ? await checkInsOf(ctx, edition.id, memberId) : []
  const today = dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime())
  const atDoor = memberId > 0 && edition.state === 'enrolling' && !['applied', 'waiting', 'admitted'].includes(student?.state ?? '')
  return {
    code: edition.publicCode,
    name: edition.name,
    intro: edition.plan.intro,
    workspaceName,
    state: edition.state,
    startsOn: edition.startsOn,
    endsOn: dateOf(edition.startsOn, edition.plan.days.length),
    seats: edition.seats,
    seatsLeft: Math.max(0, edition.seats - edition.admitted),
    today,
    communityId: edition.communityId,
    screening: await doorOf(ctx, edition, memberId, atDoor),
    you: name === null ? null : { name, ...(await standingOf(ctx, edition, student, mine, today)) },
    days:
      student?.state === 'admitted'
        ? tilesOf(edition, new Map(mine.map((one) => [one.day, one])), await marksOf(ctx, edition.id, memberId), today)
        : [],
    exams: student?.state === 'admitted' ? examTiles(edition, await attemptsOf(ctx, edition.id, memberId), today) : [],
    peersOpen: student?.state === 'admitted' ? await peersOpen(ctx, edition, memberId) : 0,
    defence: student?.state === 'admitted' && (await hasDefence(ctx, edition)),
    offer: student?.state === 'admitted' ? offerOf(edition) : null,
  }
}

/** Results first, then the offer: not before the last day is over. */
function offerOf({ state, plan: { offer } }: EditionRecord): CampPage['offer'] {
  if (!['finished', 'closed'].includes(state) || !offer || (offer.text === '' && offer.link === null)) return null
  return { text: offer.text, link: offer.link }
}

async function doorOf(ctx: Ctx, edition: EditionRecord, memberId: number, atDoor: boolean): Promise<CampPage['screening']> {
  const { screening } = edition.plan
  const quiz = atDoor && screening.quiz ? (await screeningQuiz(ctx, edition, memberId)).map(askedOf) : null
  return {
    form: atDoor ? ((await screeningForm(ctx, edition, memberId)) ?? null) : null,
    quiz,
    pass: screening.quiz?.pass ?? 0,
    proof: screening.proof,
    productLine: screening.productLine,
    ordered: atDoor && screening.proof === 'order' ? (await screeningOrder(ctx, edition, memberId)) !== undefined : false,
  }
}

async function standingOf(
  ctx: Ctx,
  edition: EditionRecord,
  student: StudentRecord | undefined,
  mine: readonly Mine[],
  today: number,
): Promise<Omit<NonNullable<CampPage['you']>, 'name'>> {
  const done = new Set(mine.map((one) => one.day))
  const { days, makeUp } = edition.plan
  return {
    state: student?.state ?? null,
    place: student?.state === 'waiting' ? await placeInLine(ctx, edition.id, student) : null,
    reason: student?.reason ?? null,
    post: student?.post ?? 'none',
    checkIns: done.size,
    streak: streakOf(days, done, today),
    best: bestStreak(days, done),
    cardsLeft: Math.max(0, makeUp.cards - (student?.cards ?? 0)),
    feedback:
      student?.state !== 'admitted' || !takesFeedback(edition, ctx.clock.now())
        ? 'closed'
        : (await gaveFeedback(ctx, edition.id, student.memberId))
          ? 'given'
          : 'open',
  }
}

function tilesOf(edition: EditionRecord, mine: ReadonlyMap<number, Mine>, works: ReadonlyMap<number, WorkMark>, today: number): DayTile[] {
  return edition.plan.days.map((one, at) => {
    const checked = mine.get(at + 1)
    return {
      day: at + 1,
      date: dateOf(edition.startsOn, at + 1),
      title: one.title,
      open: at + 1 <= today,
      asksCheckIn: one.checkIn !== null,
      asksHomework: one.homework !== null,
      check: checked ? (checked.madeUp ? 'made_up' : 'done') : 'none',
      work: works.get(at + 1) ?? 'none',
    }
  })
}

/** A day that has come; its lesson stays readable afterwards. @throws camp.not_found camp.not_a_student camp.day_not_open */
export async function lookAtDay(ctx: Ctx, input: InputOf<typeof dayRoute>): Promise<DayPage> {
  const memberId = memberOf(ctx)
  const edition = await editionByCode(ctx, input.code)
  const student = await findStudent(ctx, edition.id, memberId)
  mustBeIn(student)
  const today = dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime())
  const day = edition.plan.days[input.day - 1]
  if (!day || input.day > today) throw campErrors.day_not_open()
  const all = await checkInsOf(ctx, edition.id, memberId)
  const mine = all.find((one) => one.day === input.day)
  const { days, makeUp } = edition.plan
  const cards = student?.cards ?? 0
  const may = mayCheckIn({ today, days, done: new Set(all.map((one) => one.day)), cards, makeUp }, input.day)
  const urls = await mediaUrls(ctx, [...day.lesson.pictures, ...(mine?.pictures ?? [])])
  const [sound = null] = await soundUrls(ctx, [mine?.soundId ?? null])
  const shown = (ids: readonly number[]) =>
    ids.flatMap((id) => {
      const one = urls.get(id)
      return one ? [{ url: one.url, thumb: one.thumb }] : []
    })
  return {
    communityId: edition.communityId,
    day: input.day,
    date: dateOf(edition.startsOn, input.day),
    days: days.length,
    title: day.title,
    text: day.lesson.text,
    pictures: shown(day.lesson.pictures),
    video: day.lesson.video,
    files: day.lesson.files,
    checkIn:
      day.checkIn && may !== 'none'
        ? {
            ...day.checkIn,
            may,
            mine: mine
              ? {
                  text: mine.text,
                  pictures: shown(mine.pictures),
                  link: mine.link,
                  sound,
                  madeUp: mine.madeUp,
                  at: mine.at,
                  comment: mine.comment,
                }
              : null,
          }
        : null,
    cardsLeft: Math.max(0, makeUp.cards - cards),
    homework: await homeworkOf(ctx, edition, memberId, input.day),
  }
}

interface OwnCamp {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly state: 'enrolling'
  readonly startsOn: string
  readonly zone: string
  readonly days: number
}

export async function myCamps(ctx: Ctx, { cursor, limit }: InputOf<typeof mineRoute>): Promise<OutputOf<typeof mineRoute>> {
  const memberId = memberOf(ctx)
  const after = readMomentCursor(cursor)
  const rows = await ctx.db.rows<OwnCamp>(sql`
    select e.id, e.public_code as code, e.name, e.state, e.starts_on as "startsOn", e.zone, jsonb_array_length(e.plan -> 'days') as days
    from camp_student s join camp_edition e on e.workspace_id = ${ctx.workspaceId} and e.id = s.edition_id and e.state <> 'closed'
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${memberId} and s.state in ('applied', 'waiting', 'admitted')
      and ${after ? sql`(e.starts_on, e.id) < (${after.key}::date, ${after.id}::bigint)` : sql`true`}
    order by e.starts_on desc, e.id desc limit ${limit + 1}`)
  const page = pageOfRows(
    rows.map((row) => ({ ...row, key: row.startsOn })),
    limit,
  )
  const now = ctx.clock.now().getTime()
  const items = page.items.map(({ key: _key, startsOn, zone, ...row }) => ({ ...row, today: dayAt(startsOn, zone, now) }))
  return { items, next: page.next, total: null }
}

interface Ranked {
  readonly id: number
  readonly name: string
  readonly post: StudentPost
  readonly days: readonly number[] | null
}

/** The first fifty, and the one who looks; equal marks share a rank. @throws camp.not_found camp.not_a_student */
export async function rankCamp(ctx: Ctx, input: InputOf<typeof rankRoute>): Promise<OutputOf<typeof rankRoute>> {
  const memberId = memberOf(ctx)
  const edition = await editionByCode(ctx, input.code)
  mustBeIn(await findStudent(ctx, edition.id, memberId))
  const rows = await ctx.db.rows<Ranked>(sql`
    select s.member_id as id, m.display_name as name, s.post, i.days from camp_student s
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    left join lateral (
      select array_agg(i.day) as days from camp_check_in i
      where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${edition.id} and i.member_id = s.member_id) i on true
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${edition.id} and s.state = 'admitted' and s.counted limit 2000`)
  const today = dayAt(edition.startsOn, edition.zone, ctx.clock.now().getTime())
  const marked = rows
    .map(({ days, ...row }) => {
      const done = new Set(days ?? [])
      return { ...row, checkIns: done.size, streak: streakOf(edition.plan.days, done, today) }
    })
    .toSorted((a, b) => b.checkIns - a.checkIns || b.streak - a.streak || a.id - b.id)
  const ranked = marked.map(({ id, ...row }) => ({
    ...row,
    rank: marked.findIndex((one) => one.checkIns === row.checkIns && one.streak === row.streak) + 1,
    you: id === memberId,
  }))
  return { items: ranked.filter((row, at) => at < 50 || row.you), students: ranked.length, communityId: edition.communityId }
}

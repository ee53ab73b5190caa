import { mediaUrls } from '@grove/content/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type listCheckIns as checkInsRoute, type listWork as workRoute, type WorkMark } from '../contract/index.ts'
import { meansOf } from '../domain/rubric.ts'
import { soundUrls } from './sounds.ts'
import { editionOf } from './store-edition.ts'

export type PictureRow = { readonly pictures: readonly number[] }

/** Pictures of many rows by one statement. */
export async function withPictures<R extends PictureRow>(
  ctx: Ctx,
  rows: readonly R[],
): Promise<(Omit<R, 'pictures'> & { pictures: { url: string; thumb: string }[] })[]> {
  const urls = await mediaUrls(
    ctx,
    rows.flatMap((row) => row.pictures),
  )
  return rows.map((row) => ({
    ...row,
    pictures: row.pictures.flatMap((id) => {
      const one = urls.get(id)
      return one ? [{ url: one.url, thumb: one.thumb }] : []
    }),
  }))
}

export const markOf = (work: { readonly state: 'handed_in' | 'returned' | 'accepted'; readonly excellent: boolean }): WorkMark =>
  work.state === 'accepted' && work.excellent ? 'excellent' : work.state

interface StoredWork extends PictureRow {
  readonly id: number
  readonly key: string
  readonly memberId: number
  readonly name: string
  readonly day: number
  readonly text: string
  readonly link: string | null
  readonly state: 'handed_in' | 'returned' | 'accepted'
  readonly excellent: boolean
  readonly late: boolean
  readonly score: number | null
  readonly comment: string | null
  readonly share: boolean
  readonly handedInAt: Date
  readonly peers: number
  readonly peerScore: number | null
  readonly points: readonly (readonly number[])[] | null
}

/** @throws camp.not_found */
export async function listWork(ctx: Ctx, input: InputOf<typeof workRoute>): Promise<OutputOf<typeof workRoute>> {
  const edition = await editionOf(ctx, input.id)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<StoredWork>(sql`
    select w.member_id as id, w.handed_in_at::text as key, w.member_id as "memberId", m.display_name as name, w.day, w.text, w.pictures, w.link,
      w.state, w.excellent, w.late, w.score, w.comment, w.share, w.handed_in_at as "handedInAt", p.peers, p.score as "peerScore", p.points
    from camp_work w join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
    cross join lateral (select count(*)::int as peers, round(avg(p.score)::numeric, 1)::float8 as score,
        jsonb_agg(to_jsonb(p.points)) filter (where p.points is not null) as points from camp_peer p
      where p.workspace_id = ${ctx.workspaceId} and p.edition_id = w.edition_id and p.day = w.day and p.author_id = w.member_id and p.at is not null) p
    where w.workspace_id = ${ctx.workspaceId} and w.edition_id = ${input.id} and w.state = ${input.state}
      and ${place ? sql`(w.handed_in_at, w.member_id) > (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by w.handed_in_at, w.member_id limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const items = (await withPictures(ctx, page.items)).map(({ id: _id, key: _key, excellent, points, ...row }) => ({
    ...row,
    peerRubric: meansOf(edition.plan.days[row.day - 1]?.homework?.peer?.criteria ?? [], points ?? []),
    title: edition.plan.days[row.day - 1]?.title ?? '',
    ask: edition.plan.days[row.day - 1]?.homework?.ask ?? '',
    outOf: edition.plan.days[row.day - 1]?.homework?.outOf ?? 0,
    mark: markOf({ state: row.state, excellent }),
  }))
  return { items, next: page.next, total: null }
}

interface StoredCheckIn extends PictureRow {
  readonly id: number
  readonly key: string
  readonly memberId: number
  readonly name: string
  readonly day: number
  readonly text: string
  readonly link: string | null
  readonly soundId: number | null
  readonly madeUp: boolean
  readonly comment: string | null
  readonly at: Date
}

/** @throws camp.not_found */
export async function listCheckIns(ctx: Ctx, input: InputOf<typeof checkInsRoute>): Promise<OutputOf<typeof checkInsRoute>> {
  const edition = await editionOf(ctx, input.id)
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<StoredCheckIn>(sql`
    select i.member_id as id, i.at::text as key, i.member_id as "memberId", m.display_name as name, i.day, i.text, i.pictures, i.link,
      i.made_up as "madeUp", i.comment, i.at, i.sound_id as "soundId"
    from camp_check_in i join member m on m.workspace_id = ${ctx.workspaceId} and m.id = i.member_id
    where i.workspace_id = ${ctx.workspaceId} and i.edition_id = ${input.id} and (not ${input.open}::boolean or i.comment is null)
      and ${place ? sql`(i.at, i.member_id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by i.at desc, i.member_id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const sounds = await soundUrls(
    ctx,
    page.items.map((row) => row.soundId),
  )
  const items = (await withPictures(ctx, page.items)).map(({ id: _id, key: _key, soundId: _sound, ...row }, at) => ({
    ...row,
    sound: sounds[at] ?? null,
    title: edition.plan.days[row.day - 1]?.title ?? '',
  }))
  return { items, next: page.next, total: null }
}

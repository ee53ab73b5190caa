import type { Ctx } from '@grove/kernel/server'
import { readMomentCursor, writeCursor } from '@grove/member/server'
import sql, { empty } from 'sql-template-tag'
import { excerptOf } from '../domain/excerpt.ts'
import type { StoredBody } from './message-row.ts'
import { takeSeat } from './take-seat.ts'

interface Input {
  readonly communityId: number
  readonly waiting?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Private threads of a community, the newest first; `waiting` keeps those whose member has no answer yet. @throws room.not_found */
export async function listThreads(ctx: Ctx, { communityId, waiting, cursor, limit }: Input) {
  await takeSeat(ctx, communityId)
  const place = readMomentCursor(cursor)
  const rows = await threadRows(ctx, communityId, waiting ?? false, place ? { at: new Date(place.key), id: place.id } : null, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      memberId: row.memberId,
      name: row.name,
      avatarUrl: row.avatarUrl,
      lastAt: row.lastAt.toISOString(),
      waitingSince: row.waitingSince?.toISOString() ?? null,
      excerpt: row.body ? excerptOf(row.body) : '',
    })),
    next: last && rows.length > limit ? writeCursor({ key: last.lastAt.toISOString(), id: last.memberId }) : null,
    total: null,
  }
}

interface ThreadRow {
  readonly memberId: number
  readonly name: string
  readonly avatarUrl: string | null
  readonly lastAt: Date
  readonly waitingSince: Date | null
  readonly body: StoredBody | null
}

const threadRows = (ctx: Ctx, communityId: number, waiting: boolean, before: { at: Date; id: number } | null, limit: number) =>
  ctx.db.rows<ThreadRow>(sql`
    select r.thread as "memberId", p.display_name as name, p.avatar_url as "avatarUrl", r.last_at as "lastAt", r.waiting_since as "waitingSince",
      case when m.recalled_at is null then m.body end as body
    from room r
    join member p on p.workspace_id = ${ctx.workspaceId} and p.id = r.thread
    left join message m on m.workspace_id = ${ctx.workspaceId} and m.community_id = r.community_id and m.thread = r.thread and m.seq = r.last_seq
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = ${communityId} and r.thread > 0 and r.last_at is not null
      ${waiting ? sql`and r.waiting_since is not null` : empty}
      and (${before?.id ?? null}::bigint is null or (r.last_at, r.thread) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::bigint))
    order by r.last_at desc, r.thread desc limit ${limit}`)

import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { DuplicateReason, DuplicateSide, listDuplicates as listRoute } from '../contract/index.ts'
import { withMasks } from './contact.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { memberScope } from './scope.ts'

interface Pair {
  readonly firstId: number
  readonly secondId: number
  readonly reasons: DuplicateReason[]
  readonly score: number
}

/** Open pairs, the surest first; those of which the actor may see only one side are left out. */
export async function listDuplicates(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readCursor(input.cursor)
  const [score = 0, second = 0] = (place?.key ?? '').split(':').map(Number)
  const rows = await ctx.db.rows<Pair>(sql`
    select first_id as "firstId", second_id as "secondId", reasons, score from member_duplicate
    where workspace_id = ${ctx.workspaceId} and state = 'open'
      and ${place ? sql`(score, first_id, second_id) < (${score}::smallint, ${place.id}::bigint, ${second}::bigint)` : sql`true`}
      and ${input.reason ? sql`${input.reason} = any(reasons)` : sql`true`}
    order by score desc, first_id desc, second_id desc limit ${input.limit + 1}`)
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  const sides = await readSides(
    ctx,
    page.flatMap((pair) => [pair.firstId, pair.secondId]),
  )
  const items = page.flatMap(({ firstId, secondId, reasons }) => {
    const [one, other] = [sides.get(firstId), sides.get(secondId)]
    return one && other ? [{ reasons, first: one, second: other }] : []
  })
  const next = rows.length > input.limit && last ? writeCursor({ key: `${last.score}:${last.secondId}`, id: last.firstId }) : null
  return { items, next, total: null }
}

async function readSides(ctx: Ctx, ids: readonly number[]): Promise<Map<number, DuplicateSide>> {
  const rows = await ctx.db.rows<DuplicateSide>(sql`
    select m.id, m.display_name as "displayName", m.avatar_url as "avatarUrl", m.phone_sealed as phone, m.email_sealed as email, m.city, m.source,
      m.created_at as "createdAt", nullif(m.last_active_at, m.created_at) as "lastActiveAt"
    from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${ids}::bigint[]) and ${memberScope(ctx)}`)
  return new Map(rows.map((row) => [row.id, withMasks(ctx, row)]))
}

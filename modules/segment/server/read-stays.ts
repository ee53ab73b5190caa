import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope, pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  type segmentsOfMember as ofMemberRoute,
  type overlapOfSegments as overlapRoute,
  segmentErrors,
  type listStays as staysRoute,
} from '../contract/index.ts'
import { findSegment } from './store.ts'

type Stay = OutputOf<typeof staysRoute>['items'][number]

/** Who is in, the last who entered first; or who left, the last first. @throws segment.not_found */
export async function listStays(ctx: Ctx, input: InputOf<typeof staysRoute>): Promise<OutputOf<typeof staysRoute>> {
  const segment = await findSegment(ctx, input.id)
  if (!segment) throw segmentErrors.not_found()
  const place = readMomentCursor(input.cursor)
  const moment = input.which === 'in' ? sql`sm.entered_at` : sql`sm.left_at`
  const rows = await ctx.db.rows<Stay & { readonly key: string }>(sql`
    select m.id, m.display_name as "displayName", m.city, m.stage, sm.entered_at as "enteredAt", sm.left_at as "leftAt", ${moment}::text as key
    from segment_member sm join member m on m.workspace_id = ${ctx.workspaceId} and m.id = sm.member_id
    where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = ${input.id}
      and ${input.which === 'in' ? sql`sm.left_at is null` : sql`sm.left_at is not null`}
      and ${place ? sql`(${moment}, sm.member_id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`} and ${memberScope(ctx)}
    order by ${moment} desc, sm.member_id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const total = input.which === 'in' ? { count: segment.size, exact: segment.state === 'ready' } : null
  return { items: page.items.map(({ key: _key, ...row }) => row), next: page.next, total }
}

export async function segmentsOfMember(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof ofMemberRoute>> {
  const items = await ctx.db.rows<OutputOf<typeof ofMemberRoute>['items'][number]>(sql`
    select s.id, s.name, s.kind, sm.entered_at as "enteredAt"
    from segment_member sm join segment s on s.workspace_id = ${ctx.workspaceId} and s.id = sm.segment_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = sm.member_id
    where sm.workspace_id = ${ctx.workspaceId} and sm.member_id = ${input.id} and sm.left_at is null and ${memberScope(ctx)}
    order by sm.entered_at desc, s.id limit 200`)
  return { items }
}

/** @throws segment.not_found */
export async function overlapOfSegments(ctx: Ctx, { a, b }: InputOf<typeof overlapRoute>): Promise<OutputOf<typeof overlapRoute>> {
  const [first, second] = await Promise.all([findSegment(ctx, a), findSegment(ctx, b)])
  if (!first || !second) throw segmentErrors.not_found()
  const { both } = await ctx.db.one<{ both: number }>(sql`
    select count(*) as both from segment_member x join segment_member y on y.workspace_id = ${ctx.workspaceId} and y.segment_id = ${b}
      and y.member_id = x.member_id and y.left_at is null
    where x.workspace_id = ${ctx.workspaceId} and x.segment_id = ${a} and x.left_at is null`)
  return { onlyA: Math.max(0, first.size - both), both, onlyB: Math.max(0, second.size - both) }
}

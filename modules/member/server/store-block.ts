import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Block, BlockKind, listBlocks as listRoute } from '../contract/index.ts'
import { pageOfRows, readMomentCursor } from './cursor.ts'
import { memberScope } from './scope.ts'

interface NewBlock {
  readonly memberId: number
  readonly kind: BlockKind
  readonly reason: string
  readonly until: Date | null
  readonly by: object
}

export async function upsertBlock(ctx: Ctx, one: NewBlock): Promise<void> {
  await ctx.db.exec(sql`
    insert into member_block (workspace_id, member_id, kind, reason, until, by, at)
    values (${ctx.workspaceId}, ${one.memberId}, ${one.kind}, ${one.reason}, ${one.until}, ${JSON.stringify(one.by)}::jsonb, ${ctx.clock.now()})
    on conflict (workspace_id, member_id, kind) do update set reason = excluded.reason, until = excluded.until, by = excluded.by, at = excluded.at`)
}

export function deleteBlock(ctx: Ctx, memberId: number, kind: BlockKind): Promise<number> {
  return ctx.db.exec(sql`
    delete from member_block where workspace_id = ${ctx.workspaceId} and member_id = ${memberId} and kind = ${kind}`)
}

/** Blocks that still hold. */
export function blocksOf(ctx: Ctx, memberId: number): Promise<Block[]> {
  return ctx.db.rows<Block>(sql`
    select b.kind, b.reason, b.until, b.at, s.display_name as "byName" from member_block b
    left join staff s on s.workspace_id = ${ctx.workspaceId} and b.by ->> 'kind' = 'staff' and s.id = (b.by ->> 'id')::bigint
    where b.workspace_id = ${ctx.workspaceId} and b.member_id = ${memberId} and (b.until is null or b.until > ${ctx.clock.now()}) order by b.kind`)
}

/** Those of the members who are on the blacklist: nobody lets them in. */
export async function blacklisted(ctx: Ctx, memberIds: readonly number[]): Promise<Set<number>> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select member_id as id from member_block where workspace_id = ${ctx.workspaceId} and kind = 'blacklist' and member_id = any(${memberIds}::bigint[])`)
  return new Set(rows.map((row) => row.id))
}

type Listed = OutputOf<typeof listRoute>['items'][number]

export async function listBlocks(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<Listed & { readonly id: number; readonly key: string }>(sql`
    select b.member_id as id, b.member_id as "memberId", m.display_name as "displayName", b.kind, b.reason, b.until, b.at, b.at::text as key,
      s.display_name as "byName"
    from member_block b join member m on m.workspace_id = ${ctx.workspaceId} and m.id = b.member_id and m.erased_at is null and ${memberScope(ctx)}
    left join staff s on s.workspace_id = ${ctx.workspaceId} and b.by ->> 'kind' = 'staff' and s.id = (b.by ->> 'id')::bigint
    where b.workspace_id = ${ctx.workspaceId} and b.kind = ${input.kind} and (b.until is null or b.until > ${ctx.clock.now()})
      and ${place ? sql`(b.at, b.member_id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by b.at desc, b.member_id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ key: _key, id: _id, ...row }) => row), next: page.next, total: null }
}

import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { LADDERS, type Ladder, type RuleBook } from '../contract/index.ts'
import { defaultBooks } from '../domain/defaults.ts'

export interface BookRow {
  readonly ladder: Ladder
  /** 0: what Grove brings. */
  readonly version: number
  readonly book: RuleBook
}

/** The rules at work on each ladder. */
export async function booksOf(ctx: Ctx): Promise<readonly BookRow[]> {
  const rows = await ctx.db.rows<BookRow>(sql`
    select distinct on (ladder) ladder, version, book from standing_rule where workspace_id = ${ctx.workspaceId} order by ladder, version desc`)
  return LADDERS.map((ladder) => rows.find((row) => row.ladder === ladder) ?? { ladder, version: 0, book: defaultBooks[ladder] })
}

export interface VersionRow extends BookRow {
  readonly note: string
  readonly publishedBy: string | null
  readonly publishedAt: Date
}

export function readVersions(ctx: Ctx, ladder: Ladder): Promise<VersionRow[]> {
  return ctx.db.rows<VersionRow>(sql`
    select r.ladder, r.version, r.book, r.note, s.display_name as "publishedBy", r.published_at as "publishedAt"
    from standing_rule r left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = r.published_by
    where r.workspace_id = ${ctx.workspaceId} and r.ladder = ${ladder} order by r.version desc limit 50`)
}

/** The next version; two who publish at once get one each. */
export async function insertVersion(ctx: Ctx, ladder: Ladder, book: RuleBook, note: string): Promise<number> {
  await ctx.db.exec(sql`
    insert into standing_setting (workspace_id) values (${ctx.workspaceId}) on conflict do nothing`)
  await ctx.db.one(sql`select workspace_id from standing_setting where workspace_id = ${ctx.workspaceId} for update`)
  const by = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  const { version } = await ctx.db.one<{ version: number }>(sql`
    insert into standing_rule (workspace_id, ladder, version, book, note, published_by, published_at)
    select ${ctx.workspaceId}, ${ladder}, coalesce(max(r.version), 0) + 1, ${JSON.stringify(book)}::jsonb, ${note}, ${by}::bigint, ${ctx.clock.now()}
    from standing_rule r where r.workspace_id = ${ctx.workspaceId} and r.ladder = ${ladder}
    returning version`)
  return version
}

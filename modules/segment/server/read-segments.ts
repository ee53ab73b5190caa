import type { Condition } from '@grove/condition-kit/contract'
import { conditionWords } from '@grove/condition-kit/contract'
import { conditionKindsOf, conditionLookups, namesOf, placesOf } from '@grove/condition-kit/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import {
  type listChoices as choicesRoute,
  type getSegment as getRoute,
  type listKinds as kindsRoute,
  type listSegments as listRoute,
  type SegmentSummary,
  type SizeOfDay,
  segmentErrors,
} from '../contract/index.ts'
import { linesOf } from './preview-condition.ts'

const DAY = 86_400_000
type Row = Omit<SegmentSummary, 'words'> & { readonly condition: Condition | null; readonly createdAt: Date }

/** Segments, the newest first, with the change of the last seven days. */
export async function listSegments(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readCursor(input.cursor)
  const text = input.text?.toLowerCase()
  const rows = await readRows(
    ctx,
    sql`${place ? sql`s.id < ${place.id}` : sql`true`} and ${text ? sql`strpos(lower(s.name), ${text}) > 0` : sql`true`}
      and ${input.kind ? sql`s.kind = ${input.kind}` : sql`true`}`,
    input.limit + 1,
  )
  const page = pageOfRows(rows, input.limit)
  return { items: await withWords(ctx, page.items), next: page.next, total: null }
}

/** @throws segment.not_found */
export async function getSegment(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof getRoute>> {
  const [row] = await readRows(ctx, sql`s.id = ${input.id}`, 1)
  if (!row) throw segmentErrors.not_found()
  const [summary] = await withWords(ctx, [row])
  const sizes = await readSizes(ctx, input.id)
  const usedBy = await placesOf(ctx, { what: 'segment', key: String(input.id) })
  return {
    ...(summary as SegmentSummary),
    createdAt: row.createdAt,
    condition: row.condition as Record<string, unknown> | null,
    lines: row.condition && (await linesOf(ctx, row.condition, conditionKindsOf(ctx.app))),
    sizes,
    usedBy: [...usedBy],
  }
}

function readRows(ctx: Ctx, where: Sql, limit: number): Promise<Row[]> {
  const weekAgo = new Date(ctx.clock.now().getTime() - 7 * DAY)
  return ctx.db.rows<Row>(sql`
    select s.id, s.name, s.note, s.kind, s.state, s.built_rows as "builtRows", s.fault, s.size, s.condition, s.updated_at as "updatedAt",
      s.created_at as "createdAt", s.size - coalesce((select d.size from segment_day d where d.workspace_id = ${ctx.workspaceId}
        and d.segment_id = s.id and d.day <= ${weekAgo}::date order by d.day desc limit 1), s.size) as change
    from segment s where s.workspace_id = ${ctx.workspaceId} and ${where} order by s.id desc limit ${limit}`)
}

function readSizes(ctx: Ctx, id: number): Promise<SizeOfDay[]> {
  return ctx.db.rows<SizeOfDay>(sql`
    select z.day::text as day, z.size, z.entered, z.gone from (
      select d.day, d.size, d.entered, d.gone from segment_day d where d.workspace_id = ${ctx.workspaceId} and d.segment_id = ${id}
      order by d.day desc limit 180) z order by z.day`)
}

async function withWords(ctx: Ctx, rows: readonly Row[]): Promise<SegmentSummary[]> {
  const kinds = conditionKindsOf(ctx.app)
  const conditions = rows.flatMap((row) => row.condition ?? [])
  const names = await namesOf(ctx, conditions, kinds)
  const words = (condition: Condition, locale: 'zh' | 'en') => conditionWords(condition, kinds, locale, names(locale))
  return rows.map(({ condition, createdAt: _createdAt, ...row }) => ({
    ...row,
    words: condition ? { zh: words(condition, 'zh'), en: words(condition, 'en') } : null,
  }))
}

/** Kinds that can be asked of all members. */
export async function listKinds(ctx: Ctx): Promise<OutputOf<typeof kindsRoute>> {
  const kinds = [...conditionKindsOf(ctx.app).values()].filter((kind) => (kind.needs?.(kind.example) ?? []).length === 0)
  return {
    items: kinds.map(({ kind, title, topic, example, form }) => ({
      kind,
      title,
      topic,
      example,
      form: form.map(({ choices, ...field }) => ({ ...field, ...(choices ? { choices: [...choices] } : {}) })),
    })),
  }
}

/** What a question may name; with `keys`, the names of those. */
export async function listChoices(ctx: Ctx, input: InputOf<typeof choicesRoute>): Promise<OutputOf<typeof choicesRoute>> {
  const lookup = ctx.app.registry.all(conditionLookups).find((one) => one.name === input.lookup)
  if (!lookup) return { items: [] }
  const keys = input.keys?.split(',').filter(Boolean) ?? []
  if (keys.length && lookup.names) return { items: [...(await lookup.names(ctx, keys))] }
  return { items: [...(await lookup.search(ctx, input.text))] }
}

import { createTranslator } from '@grove/i18n'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx, requireRight } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { exportMembers as exportRoute, MemberDetail } from '../contract/index.ts'
import { BYTE_ORDER_MARK, csvLine } from '../domain/csv-cell.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { openContact, withMasks } from './contact.ts'
import { planFilter } from './read-filter.ts'
import { tagsOf } from './read-list.ts'

const PAGE = 2000
const COLUMNS = [
  'id',
  'displayName',
  'phone',
  'email',
  'gender',
  'ageBand',
  'city',
  'cityTier',
  'occupation',
  'industry',
  'employer',
  'title',
  'stage',
  'source',
  'owner',
  'tags',
  'lastActiveAt',
  'createdAt',
  'attributes',
] as const

type Row = Omit<MemberDetail, 'identities' | 'updatedAt'>

/**
 * The filtered list as CSV, page after page while it is being read: memory stays flat at any size. Phones and e-mails are masked unless
 * asked for by somebody who may see them. The export is audited. @throws kernel.forbidden
 */
export async function exportMembers(ctx: Ctx, { revealed = false, ...filter }: Partial<InputOf<typeof exportRoute>>): Promise<Response> {
  if (revealed) requireRight(ctx, 'member.reveal')
  const shown = (row: Row): Row =>
    revealed ? { ...row, phone: openContact(ctx, 'phone', row.phone), email: openContact(ctx, 'email', row.email) } : withMasks(ctx, row)
  const plan = await planFilter(ctx, filter)
  await audit(ctx, { verb: 'member.export', target: { kind: 'member', id: 'list' }, after: { ...filter, revealed } })
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const lines = async function* () {
    yield BYTE_ORDER_MARK + csvLine(COLUMNS.map((column) => t(`member.field.${column}`)))
    let after = Number.MAX_SAFE_INTEGER
    while (plan.size !== 'empty') {
      const rows = await readExportPage(ctx, plan.where, after)
      if (rows.length === 0) return
      after = rows.at(-1)?.id ?? 0
      yield rows.map((row) => lineOf(shown(row))).join('')
    }
  }
  const name = `members-${ctx.clock.now().toISOString().slice(0, 10)}.csv`
  return new Response(bytesOf(lines()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}

function lineOf(row: Row): string {
  return csvLine([
    row.id,
    row.displayName,
    row.phone,
    row.email,
    row.gender,
    row.ageBand,
    row.city,
    row.cityTier,
    row.occupation,
    row.industry,
    row.employer,
    row.title,
    row.stage,
    row.source,
    row.ownerName,
    row.tags.map((tag) => tag.name).join(';'),
    row.lastActiveAt?.toISOString() ?? '',
    row.createdAt.toISOString(),
    Object.keys(row.attributes).length ? JSON.stringify(row.attributes) : '',
  ])
}

/** A stream that asks for the next page only when the reader has taken the last one. */
export function bytesOf(lines: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => {
      await lines.return()
    },
  })
}

function readExportPage(ctx: Ctx, where: Sql, after: number): Promise<Row[]> {
  return ctx.db.rows<Row>(sql`
    select p.id, p.display_name as "displayName", p.avatar_url as "avatarUrl", p.phone_sealed as phone, p.email_sealed as email, p.gender,
      p.age_band as "ageBand", p.city, p.city_tier as "cityTier", p.occupation, p.industry, p.employer, p.title, p.attributes, p.stage, p.kind, p.source,
      p.owner_staff_id as "ownerStaffId", s.display_name as "ownerName", nullif(p.last_active_at, p.created_at) as "lastActiveAt",
      p.created_at as "createdAt", ${tagsOf(ctx)} as tags
    from (
      select m.id, m.display_name, m.avatar_url, m.phone_sealed, m.email_sealed, m.gender, m.age_band, m.city, m.city_tier, m.occupation,
        m.industry, m.employer, m.title, m.attributes, m.stage, m.kind, m.source, m.owner_staff_id, m.last_active_at, m.created_at
      from member m where ${where} and m.id < ${after} order by m.id desc limit ${PAGE}) p
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = p.owner_staff_id
    order by p.id desc`)
}

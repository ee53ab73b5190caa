import { createTranslator } from '@grove/i18n'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx, requireRight } from '@grove/kernel/server'
import type { Cell } from '@grove/spreadsheet'
import sql, { type Sql } from 'sql-template-tag'
import type { exportMembers as exportRoute, MemberDetail } from '../contract/index.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { openContact, withMasks } from './contact.ts'
import { hiddenKeys } from './fields.ts'
import { whereOf } from './read-filter.ts'
import { tagsOf } from './read-list.ts'
import { tableResponse } from './table-response.ts'

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
 * The filtered list as a file, page after page while it is being read: memory stays flat at any size. Phones and e-mails are masked unless
 * asked for by somebody who may see them; either way an import of the file knows every member again. The export is audited.
 * @throws kernel.forbidden
 */
export async function exportMembers(ctx: Ctx, input: Partial<InputOf<typeof exportRoute>>): Promise<Response> {
  const { revealed = false, format = 'csv', ids, columns, ...filter } = input
  if (revealed) requireRight(ctx, 'member.reveal')
  const named = ids?.split(',').map(Number)
  const meant = whereOf(ctx, filter)
  const where = named ? sql`${meant} and m.id = any(${named}::bigint[])` : meant
  await audit(ctx, {
    verb: 'member.export',
    target: { kind: 'member', id: 'list' },
    after: { ...filter, revealed, format, ...(named ? { members: named.length } : {}) },
  })
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const wanted = columns?.split(',')
  const shown = wanted ? COLUMNS.filter((column) => column === 'id' || wanted.includes(column)) : COLUMNS
  const hidden = await hiddenKeys(ctx)
  const opened = (given: Row): Row => {
    const row = { ...given, attributes: Object.fromEntries(Object.entries(given.attributes).filter(([key]) => !hidden.has(key))) }
    return revealed
      ? { ...row, phone: openContact(ctx, 'phone', row.phone), email: openContact(ctx, 'email', row.email) }
      : withMasks(ctx, row)
  }
  const batches = async function* () {
    yield [shown.map((column) => t(`member.field.${column}`))]
    let after = Number.MAX_SAFE_INTEGER
    while (true) {
      const rows = await readExportPage(ctx, where, after)
      if (rows.length === 0) return
      after = rows.at(-1)?.id ?? 0
      yield rows.map((row) => {
        const whole = opened(row)
        return shown.map((column) => CELLS[column](whole))
      })
    }
  }
  return tableResponse(format, `members-${ctx.clock.now().toISOString().slice(0, 10)}`, batches())
}

const CELLS: Readonly<Record<(typeof COLUMNS)[number], (row: Row) => Cell>> = {
  id: (row) => row.id,
  displayName: (row) => row.displayName,
  phone: (row) => row.phone,
  email: (row) => row.email,
  gender: (row) => row.gender,
  ageBand: (row) => row.ageBand,
  city: (row) => row.city,
  cityTier: (row) => row.cityTier,
  occupation: (row) => row.occupation,
  industry: (row) => row.industry,
  employer: (row) => row.employer,
  title: (row) => row.title,
  stage: (row) => row.stage,
  source: (row) => row.source,
  owner: (row) => row.ownerName,
  tags: (row) => row.tags.map((tag) => tag.name).join(';'),
  lastActiveAt: (row) => row.lastActiveAt?.toISOString(),
  createdAt: (row) => row.createdAt.toISOString(),
  attributes: (row) => (Object.keys(row.attributes).length ? JSON.stringify(row.attributes) : ''),
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

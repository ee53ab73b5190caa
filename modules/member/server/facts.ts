import { type Facts, familyOf } from '@grove/condition-kit/contract'
import { factLoaders } from '@grove/condition-kit/server'
import sql from 'sql-template-tag'
import type { AttributeValue } from '../contract/index.ts'

interface Row {
  readonly id: number
  readonly stage: number
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly tags: readonly string[]
  readonly kind: string
  readonly owner: number | null
  readonly createdAt: Date
  readonly lastActiveAt: Date
}

/** Fields of the record that a condition may name like an attribute; no attribute of the same name shadows them. */
const FIELDS = sql`jsonb_build_object('gender', m.gender, 'ageBand', m.age_band, 'city', m.city, 'cityTier', m.city_tier,
  'occupation', m.occupation, 'industry', m.industry, 'employer', m.employer, 'title', m.title, 'source', m.source)`

const OWN: Readonly<Record<string, (row: Row) => AttributeValue>> = {
  'member.stage': (row) => row.stage,
  'member.kind': (row) => row.kind,
  'member.owner': (row) => row.owner,
  'member.created_at': (row) => row.createdAt.getTime(),
  'member.last_active_at': (row) => row.lastActiveAt.getTime(),
}

/**
 * `member.stage`, `member.tag:<name>`, `member.attribute:<name>` (free attributes, and fields of the record by their name), and what the
 * record says of kind, owner and time (epoch milliseconds): one statement.
 */
export const memberFacts = factLoaders.of({
  families: ['member.tag', 'member.attribute', ...Object.keys(OWN)],
  load: async (ctx, request) => {
    const rows = await ctx.db.rows<Row>(sql`
      select m.id, m.stage, m.kind, m.owner_staff_id as owner, m.created_at as "createdAt", m.last_active_at as "lastActiveAt",
        m.attributes || ${FIELDS} as attributes,
        array(select t.name from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
          where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = m.id) as tags
      from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${request.memberIds}::bigint[])`)
    const readers = request.keys.map((key) => [key, readerOf(key)] as const)
    return new Map(rows.map((row): [number, Facts] => [row.id, factsOf(row, readers)]))
  },
})

type Answer = (row: Row) => AttributeValue

function readerOf(key: string): Answer {
  const family = familyOf(key)
  const argument = key.slice(family.length + 1)
  return OWN[family] ?? (family === 'member.tag' ? (row) => row.tags.includes(argument) : (row) => row.attributes[argument] ?? null)
}

function factsOf(row: Row, readers: readonly (readonly [key: string, read: Answer])[]): Facts {
  const facts: Record<string, AttributeValue> = {}
  for (const [key, read] of readers) facts[key] = read(row)
  return facts
}

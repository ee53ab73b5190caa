import type { SystemCtx } from '@grove/kernel/server'
import { allTables, createMembers, eraseMember, type MemberTable, mergeMembers, settleMembers, undoMerge } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql, { join, raw } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { modules } from './modules.ts'
import { NOT_OF_MEMBERS, OWN_EVENT_WORDS, OWN_WORDS } from './own-words-fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({
    modules: modules.filter((module) => module.name !== 'event-log' && module.name !== 'jobs').map(({ seed: _seed, ...one }) => one),
  })
})
afterAll(() => t.close())

/** Occurs nowhere but where something of the person was put. */
const TRACE = 'zqperson'
const AT = '2026-10-01T08:00:00.000000+00:00'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly checked: string | null
}

/** Every column of every table, with the first word a check of it allows. */
function columns(): Promise<Column[]> {
  return t.system.db.rows<Column>(sql`
    select c.relname::text as table, a.attname::text as name, format_type(a.atttypid, null) as type,
      (select (regexp_match(pg_get_constraintdef(k.oid), a.attname || ' = ANY \\(\\(?ARRAY\\[''([^'']+)'''))[1] from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey) limit 1) as checked
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attgenerated = '' order by 1, a.attnum`)
}

const WORDY = new Set(['text', 'text[]', 'jsonb', 'bytea'])

function valueOf({ type, checked }: Column, at: number): unknown {
  if (checked) return checked
  switch (type) {
    case 'text':
      return `${TRACE} ${at}`
    case 'text[]':
      return [TRACE]
    case 'jsonb':
      return { words: TRACE }
    case 'bytea':
      return `\\x${Buffer.from(TRACE).toString('hex')}`
    case 'boolean':
      return true
    case 'date':
      return AT.slice(0, 10)
    case 'timestamp with time zone':
      return AT
    default:
      return type.endsWith('[]') ? [1] : type === 'bigint' ? 9000 + at : 1
  }
}

async function put(tx: SystemCtx, ws: TestWorkspace, table: string, row: object): Promise<void> {
  const names = raw(
    Object.keys(row)
      .map((name) => `"${name}"`)
      .join(', '),
  )
  await tx.db.exec(sql`
    insert into ${raw(table)} (${names}) overriding system value
    select ${names} from jsonb_populate_record(null::${raw(table)}, ${JSON.stringify(row)}::jsonb) where workspace_id = ${ws.id}
    on conflict do nothing`)
}

/** A row as full of words as it can be, for this member. */
async function putFull(
  tx: SystemCtx,
  ws: TestWorkspace,
  all: readonly Column[],
  table: MemberTable,
  memberId: number,
  at: number,
): Promise<void> {
  const row = all.filter((one) => one.table === table.table).map((one) => [one.name, valueOf(one, at)] as const)
  const over = table.table === 'standing_move' ? { cause: { reason: TRACE } } : {}
  await put(tx, ws, table.table, { ...Object.fromEntries(row), ...over, workspace_id: ws.id, [table.column]: memberId })
}

const kinds = () => [...t.app.registry.events.values()]

/** Data of an event with the trace wherever its schema allows any text. */
function eventData(schema: z.ZodType): unknown {
  const full = (node: z.core.JSONSchema._JSONSchema): unknown => {
    if (typeof node === 'boolean') return null
    if (node.anyOf) return full(node.anyOf[0] ?? false)
    if (node.const !== undefined) return node.const
    if (node.enum) return node.enum[0]
    // Several types stand as a list, which zod does not tell TypeScript.
    const type = [node.type as string | string[] | undefined].flat()[0]
    if (type === 'string') return node.format ? AT : TRACE
    if (type === 'array') return [full((node.items ?? false) as z.core.JSONSchema._JSONSchema)]
    if (type === 'object') return Object.fromEntries(Object.entries(node.properties ?? {}).map(([key, one]) => [key, full(one)]))
    if (type === 'boolean') return true
    return type === 'null' ? null : 1
  }
  return full(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

/** Every place where the trace can be read: table.column, and for events kind and the path in the data. */
async function traces(ws: TestWorkspace, all: readonly Column[]): Promise<string[]> {
  const wordy = all.filter((one) => WORDY.has(one.type) && all.some((other) => other.table === one.table && other.name === 'workspace_id'))
  const found = wordy.map((one) => {
    const value = one.type === 'bytea' ? `encode(x."${one.name}", 'escape')` : `x."${one.name}"::text`
    return sql`select ${`${one.table}.${one.name}`}::text as place where exists (
      select 1 from ${raw(`"${one.table}"`)} x where x.workspace_id = ${ws.id} and ${raw(value)} ilike ${`%${TRACE}%`})`
  })
  const rows = await t.system.db.rows<{ place: string }>(join(found, ' union all '))
  const events = await t.system.db.rows<{ kind: string; data: unknown }>(sql`select kind, data from event where workspace_id = ${ws.id}`)
  const paths = (value: unknown, at: string): string[] =>
    typeof value === 'string'
      ? value.includes(TRACE)
        ? [at]
        : []
      : value && typeof value === 'object'
        ? Object.entries(value).flatMap(([key, one]) => paths(one, Array.isArray(value) ? at : `${at}.${key}`))
        : []
  return [
    ...rows.map((row) => row.place).filter((place) => place !== 'event.data'),
    ...new Set(events.flatMap(({ kind, data }) => paths(data, kind))),
  ].sort()
}

/** Rows full of words stand alone here: no communities, forms and camps are made for them. */
async function dropForeignKeys(tx: SystemCtx): Promise<void> {
  const keys = await tx.db.rows<{ table: string; name: string }>(sql`
    select conrelid::regclass::text as table, conname::text as name from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> 'member_merge_row'::regclass`)
  await tx.db.exec(raw(keys.map((one) => `alter table ${one.table} drop constraint "${one.name}"`).join('; ')))
}

/** Rows without a member's number that are about them all the same. */
async function putBeside(
  tx: SystemCtx,
  ws: TestWorkspace,
  all: readonly Column[],
  who: { memberId: number; former: number },
): Promise<void> {
  const full = (table: string, over: object) => {
    const row = all.filter((one) => one.table === table).map((one) => [one.name, valueOf(one, 1)] as const)
    return put(tx, ws, table, { ...Object.fromEntries(row), ...over, workspace_id: ws.id })
  }
  await full('invitation_code', { inviter_member_id: who.memberId, community_id: 5 })
  const ownRow = async (table: string) =>
    (
      await tx.db.one<{ id: number }>(sql`
      select id from ${raw(table)} where workspace_id = ${ws.id} and ${raw(table === 'invitation_code' ? 'inviter_member_id' : 'member_id')} = ${who.memberId}`)
    ).id
  for (const [at, id] of [who.memberId, who.former].entries()) {
    await full('media', { id: 700 + at, uploaded_by: `m${id}` })
    await full('audit', { id: 700 + at, actor: {}, staff_id: null, verb: 'member.update', target_kind: 'member', target_id: `${id}` })
  }
  const evidence = { memberId: who.memberId, kind: 'community.member_removed', data: { mediaIds: [710] } }
  await full('media', { id: 710, uploaded_by: 's1' })
  await full('event', { id: 1, tx: 1, kind: evidence.kind, member_id: who.memberId, actor: {}, data: evidence.data, dedupe_key: null })
  const trails: [string, string | number][] = [
    ['task', await ownRow('task')],
    ['reward_issue', await ownRow('reward_issue')],
    ['application', await ownRow('application')],
    ['order', await ownRow('shop_order')],
    ['held_message', await ownRow('held_message')],
  ]
  for (const [at, [kind, id]] of trails.entries())
    await full('audit', { id: 720 + at, actor: {}, staff_id: null, verb: 'x.y', target_kind: kind, target_id: `${id}` })
  const entry = await tx.db.one<{ id: number; activity: number }>(sql`
    select id, activity_id as activity from activity_entry where workspace_id = ${ws.id} and member_id = ${who.memberId}`)
  const parts: [string, number, object][] = [
    ['activity', entry.activity, { entryId: entry.id, reply: TRACE }],
    ['community', 5, { invitationId: await ownRow('invitation_code'), note: TRACE }],
  ]
  for (const [at, [kind, id, after]] of parts.entries())
    await full('audit', {
      id: 740 + at,
      actor: {},
      staff_id: null,
      verb: 'x.y',
      target_kind: kind,
      target_id: `${id}`,
      before: null,
      after,
    })
  await full('idempotency', { caller: `member:${who.memberId}`, key: 'k', content_type: null })
  await full('order_refund', { order_id: await ownRow('shop_order'), number: 'r' })
  await full('send_attempt', { send_id: await ownRow('send'), outcome: 'failed', reason: null, worker: null })
  await full('notice', { staff_id: 1, href: `/members/${who.memberId}`, dedupe: null })
  await full('wecom_customer', { account_id: 1, external_userid: 'wm1' })
  await full('wecom_follow', { account_id: 1, external_userid: 'wm1', userid: 'u', state: null, tag_ids: [] })
  await full('wecom_group_member', { account_id: 1, chat_id: 'c', userid: 'wm1', state: null })
  await full('wecom_welcome', { account_id: 1, code: 'c', userid: 'u', external_userid: 'wm1' })
}

const COUNTED = ['figure_speaker', 'figure_answer', 'rate_fact', 'rate_span', 'shop_order', 'points_entry', 'touch_count', 'send', 'event']

/** How many rows there are of what figures are counted from. */
async function counts(ws: TestWorkspace): Promise<Record<string, number>> {
  const rows = await t.system.db.rows<{ name: string; n: number }>(
    join(
      COUNTED.map(
        (table) => sql`select ${table}::text as name, count(*)::int as n from ${raw(table)} where workspace_id = ${ws.id}
          ${table === 'event' ? sql`and kind not in ('member.erased', 'community.member_left')` : raw('')}`,
      ),
      ' union all ',
    ),
  )
  return Object.fromEntries(rows.map((row) => [row.name, row.n]))
}

describe('erasure', () => {
  it('leaves no word about the person in any table, and every row that figures count', async () => {
    const ws = await t.workspace()
    const all = await columns()
    const [memberId = 0, former = 0, older = 0] = await createMembers(ws.ctx, [
      { displayName: TRACE, phone: '13800138000', city: TRACE, attributes: { pet: TRACE }, source: 'shop' },
      { displayName: `${TRACE} b`, email: `${TRACE}@x.cn`, identities: [{ channel: 'wecom', externalId: 'wm1' }] },
      { displayName: `${TRACE} c`, employer: TRACE },
    ])
    await mergeMembers(ws.ctx, { winnerId: former, loserId: older })
    await mergeMembers(ws.ctx, { winnerId: memberId, loserId: former })
    const tables = allTables(t).filter((one) => one.table !== 'member' && one.table !== 'event' && !one.column.startsWith('inviter_'))
    await t.system.inTx(async (tx) => {
      await dropForeignKeys(tx)
      for (const [at, table] of tables.entries()) await putFull(tx, ws, all, table, memberId, at)
      for (const [at, kind] of kinds().entries())
        await put(tx, ws, 'event', {
          workspace_id: ws.id,
          tx: 2,
          id: at + 1,
          kind: kind.kind,
          at: AT,
          member_id: memberId,
          counted: true,
          data: eventData(kind.data),
        })
      await putBeside(tx, ws, all, { memberId, former })
    })
    const before = await traces(ws, all)
    const counted = await counts(ws)
    await eraseMember(ws.ctx, { id: memberId, confirm: TRACE })
    const after = await traces(ws, all)

    const seeded = new Set(
      [...before, ...all.filter((one) => tables.some((table) => table.table === one.table)).map((one) => one.table)].map(
        (one) => one.split('.')[0],
      ),
    )
    const wordy = new Set(all.filter((one) => WORDY.has(one.type)).map((one) => one.table))
    const undecided = [...wordy].filter((table) => !seeded.has(table) && !NOT_OF_MEMBERS.has(table) && !['member', 'event'].includes(table))
    expect.soft(undecided, 'say whether these tables hold anything of members: seed them above, or add them to NOT_OF_MEMBERS').toEqual([])
    const left = after.filter((place) => !OWN_WORDS.has(place) && !OWN_EVENT_WORDS.has(place))
    expect.soft(left, 'forget these (memberTables: erase, eventWords, forget), or say that they are the program’s own words').toEqual([])
    expect
      .soft(
        [...OWN_WORDS, ...OWN_EVENT_WORDS].filter((place) => !before.includes(place) && !after.includes(place)),
        'named above and not there',
      )
      .toEqual([])
    expect.soft(await counts(ws)).toEqual(counted)
    expect(before.length).toBeGreaterThan(after.length + 60)
  })
})

interface UniqueKey {
  readonly table: string
  readonly name: string
  readonly columns: readonly string[]
  /** What rows of a partial key must be. */
  readonly where: string | null
}

/** Unique keys with a column of `memberTables` in them. */
async function memberKeys(): Promise<(UniqueKey & { readonly memberTable: MemberTable })[]> {
  const keys = await t.system.db.rows<UniqueKey>(sql`
    select c.relname::text as table, x.relname::text as name, pg_get_expr(i.indpred, i.indrelid) as where,
      array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any((i.indkey::int2[])[:i.indnkeyatts - 1])
    where i.indisunique and c.relnamespace = 'public'::regnamespace group by c.relname, x.relname, i.indpred, i.indrelid order by 1, 2`)
  return keys.flatMap((key) =>
    allTables(t)
      .filter((one) => one.table === key.table && key.columns.includes(one.column) && one.table !== 'member')
      .map((memberTable) => ({ ...key, memberTable })),
  )
}

/** A row that the key holds: what its condition asks for, read from the words of the catalogue. */
function heldBy({ where, table, memberTable }: UniqueKey & { readonly memberTable: MemberTable }, all: readonly Column[]): object {
  const nulls = [...(where ?? '').matchAll(/(\w+) IS NULL/g)].map(([, name]) => [name, null])
  const first = [...(where ?? '').matchAll(/(\w+) = (?:ANY \(ARRAY\[)?'(\w+)'/g)].map(([, name, value]) => [name, value])
  const kinds = ['kind', 'author_kind', 'reader_kind']
    .filter((name) => all.some((one) => one.table === table && one.name === name))
    .map((name) => [name, 1])
  return Object.fromEntries([...(memberTable.where ? kinds : []), ...nulls, ...first])
}

/** Everything of the tables with members in them, but for trails. */
async function rowsOf(ws: TestWorkspace): Promise<Map<string, string>> {
  const names = [...new Set(allTables(t).map((one) => one.table))]
  const rows = await t.system.db.rows<{ name: string; rows: string | null }>(
    join(
      names.map(
        // Spans and flows of rates are counted anew, under new numbers.
        (name) => sql`select ${name}::text as name, string_agg(y.row, ${'\n'} order by y.row) as rows
          from (select ${raw(name.startsWith('rate_') ? "(to_jsonb(x) - 'id')" : 'to_jsonb(x)')}::text as row from ${raw(`"${name}"`)} x
            where workspace_id = ${ws.id} ${name === 'event' ? sql`and kind not in ('member.merged', 'member.unmerged')` : raw('')}) y`,
      ),
      ' union all ',
    ),
  )
  return new Map(rows.map((row) => [row.name, row.rows ?? '']))
}

describe('a merge of two who both have a row under every unique key', () => {
  it('ends without a clash, leaves nothing with the loser, and is undone to the letter', async () => {
    const ws = await t.workspace()
    const all = await columns()
    const [winnerId = 0, loserId = 0] = await createMembers(ws.ctx, [{ displayName: 'a' }, { displayName: 'b' }])
    const keys = await memberKeys()
    expect(keys.length).toBeGreaterThan(35)
    await t.system.inTx(async (tx) => {
      await dropForeignKeys(tx)
      for (const [at, key] of keys.entries()) {
        for (const [side, memberId] of [winnerId, loserId].entries()) {
          const { table, column } = key.memberTable
          const row = all
            .filter((one) => one.table === table)
            .map((one) => [one.name, valueOf(one, key.columns.includes(one.name) ? 2 * at : 2 * at + side)] as const)
          await put(tx, ws, table, { ...Object.fromEntries(row), ...heldBy(key, all), workspace_id: ws.id, [column]: memberId })
          // What a row may come back to is there: the tag, the place in the run.
          const parent =
            table === 'member_tag' ? { table: 'tag', id: 9000 + 2 * at } : { table: 'playbook_place', id: 9000 + 2 * at + side }
          if (key.memberTable.revivable)
            await put(tx, ws, parent.table, {
              ...Object.fromEntries(all.filter((one) => one.table === parent.table).map((one) => [one.name, valueOf(one, 2 * at)])),
              workspace_id: ws.id,
              id: parent.id,
            })
          // Lines of a private thread stand in a room that counted them.
          if (column === 'thread' && table !== 'room')
            await put(tx, ws, 'room', {
              workspace_id: ws.id,
              community_id: 9000 + 2 * at,
              thread: memberId,
              last_seq: 1,
              last_rev: 1,
              last_at: AT,
            })
        }
      }
    })
    await ws.ctx.inTx((tx) => settleMembers(tx, [winnerId, loserId]))
    const before = await rowsOf(ws)
    const { mergeId } = await mergeMembers(ws.ctx, { winnerId, loserId })
    for (const { table, column, where } of allTables(t)) {
      const { n } = await ws.ctx.db.one<{ n: number }>(sql`
        select count(*)::int as n from ${raw(table)} x where workspace_id = ${ws.id} and ${raw(column)} = ${loserId}
          ${where ? sql`and ${where(raw('x'))}` : raw('')}`)
      expect([table, column, n]).toEqual([table, column, 0])
    }
    await undoMerge(ws.ctx, { id: mergeId })
    const after = await rowsOf(ws)
    for (const [name, rows] of before) expect.soft([name, after.get(name)]).toEqual([name, rows])
  })
})

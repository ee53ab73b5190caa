import { readFileSync } from 'node:fs'
import { allTables, createMembers, mergeMembers, settleMembers, tagMembers, undoMerge } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql, { raw } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from './modules.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({
    modules: modules.filter((module) => module.name !== 'event-log' && module.name !== 'jobs').map(({ seed: _seed, ...one }) => one),
  })
})
afterAll(() => t.close())

describe('every table with a member in it', () => {
  it('says what becomes of its rows when records are merged, asked for, or forgotten', async () => {
    const columns = await t.system.db.rows<{ name: string; column: string }>(sql`
      select c.table_name as name, c.column_name as column from information_schema.columns c
      join information_schema.tables b on b.table_schema = c.table_schema and b.table_name = c.table_name and b.table_type = 'BASE TABLE'
      where c.table_schema = 'public' and c.column_name ~ '(^|_)member_id$' order by 1, 2`)
    expect(columns.length).toBeGreaterThan(15)
    const told = new Set(allTables(t).map((one) => `${one.table}.${one.column}`))
    const missing = columns.map((one) => `${one.name}.${one.column}`).filter((one) => !told.has(one))
    expect(missing, 'tell memberTables of @grove/member/server about these columns, as modules/task/server/member-rows.ts does').toEqual([])
  })

  it('has words of its own in the file that a person may ask for', () => {
    for (const locale of ['zh', 'en']) {
      const words = JSON.parse(readFileSync(new URL(`../../modules/member/locales/${locale}.json`, import.meta.url), 'utf8')) as object
      const told = allTables(t).flatMap((one) => (one.exports?.length ? [`member.data.${one.table}`] : []))
      expect([...new Set(told)].filter((key) => !(key in words))).toEqual([])
    }
  })

  it('names real columns and its real key', async () => {
    const rows = await t.system.db.rows<{ name: string; columns: string[]; key: string[] }>(sql`
      select c.relname as name, array_agg(a.attname::text) as columns,
        (select array_agg(k.attname::text) from pg_index i join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any((i.indkey::int2[])[:i.indnkeyatts - 1])
          where i.indrelid = c.oid and i.indisprimary and k.attname <> 'workspace_id') as key
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.oid, c.relname`)
    const byName = new Map(rows.map((row) => [row.name, row]))
    for (const table of allTables(t)) {
      const real = byName.get(table.table)
      expect([table.table, [...table.key].sort()]).toEqual([table.table, [...(real?.key ?? [])].sort()])
      const set = table.set?.({ workspaceId: 1, winnerId: 1, loserId: 2 }) ?? {}
      const erased = typeof table.erase === 'string' ? {} : table.erase
      const named = [table.column, ...(table.clash ?? []), ...(table.exports ?? [])]
      for (const name of [...named, ...Object.keys(table.combine ?? {}), ...Object.keys(set), ...Object.keys(erased)])
        expect(real?.columns, `${table.table}.${name}`).toContain(name)
    }
  })
})

/** Rows as a table would hold them; columns left out keep their defaults. */
async function put(ws: TestWorkspace, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  const names = ['workspace_id', ...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => `"${name}"`).join(', ')
  const json = JSON.stringify(rows.map((row) => ({ workspace_id: ws.id, ...row })))
  await ws.ctx.db.exec(sql`
    insert into ${raw(table)} (${raw(names)}) overriding system value
    select ${raw(names)} from jsonb_populate_recordset(null::${raw(table)}, ${json}::jsonb) where workspace_id = ${ws.id} on conflict do nothing`)
}

/** Everything the workspace holds, but for the trail of merges itself. */
async function state(ws: TestWorkspace): Promise<Map<string, string>> {
  const tables = await t.system.db.rows<{ name: string }>(sql`
    select c.table_name as name from information_schema.columns c join information_schema.tables b on b.table_name = c.table_name
    where c.table_schema = 'public' and b.table_schema = 'public' and b.table_type = 'BASE TABLE' and c.column_name = 'workspace_id'
      and c.table_name not in ('audit', 'member_merge', 'member_merge_row', 'reader_cursor') order by 1`)
  const parts = tables.map(
    ({ name }) => sql`
    select ${name}::text as name, string_agg(to_jsonb(x)::text, ${'\n'} order by to_jsonb(x)::text) as rows from ${raw(`"${name}"`)} x
    where workspace_id = ${ws.id} ${name === 'event' ? sql`and kind not in ('member.merged', 'member.unmerged')` : raw('')}`,
  )
  const all = parts.reduce((one, other) => sql`${one} union all ${other}`)
  const rows = await t.system.db.rows<{ name: string; rows: string | null }>(all)
  return new Map(rows.map((row) => [row.name, row.rows ?? '']))
}

/** Numbers that follow from a seed alone. */
function dice(seed: number) {
  let at = seed * 2654435761
  return (sides: number) => {
    at = (Math.imul(at ^ (at >>> 15), 2246822519) + 374761393) | 0
    return (at >>> 4) % sides
  }
}

const AT = '2026-10-01T08:00:00.123456+00:00'

/** Two records of one person and a bystander, with rows of every kind, overlapping by chance. */
async function world(ws: TestWorkspace, seed: number): Promise<number[]> {
  const roll = dice(seed)
  const some = <T>(list: readonly T[]): T[] => list.filter(() => roll(3) > 0)
  const ids = await createMembers(ws.ctx, [
    { displayName: '王小明', phone: '13800138000', city: '上海', attributes: { pet: '猫', seed }, stage: 2 },
    { displayName: '小明', email: 'ming@x.cn', phone: '13900139000', employer: '群林', attributes: { pet: '狗', car: true }, stage: 5 },
    { displayName: '旁人', identities: [{ channel: 'number', externalId: 'N1' }] },
  ])
  const places = [1, 2, 3].map((at) => seed * 100 + at)
  const every = ids.flatMap((memberId) => places.map((place) => ({ member_id: memberId, community_id: place })))
  const stamp = { created_at: AT, updated_at: AT }
  await put(
    ws,
    'community',
    places.map((id) => ({ id, type: 'loyal', name: `群${id}`, state: 'active', public_code: `C${id}`, capacity: 200, ...stamp })),
  )
  await put(ws, 'tag_group', [{ name: '级别', single_choice: true }])
  for (const [at, name] of ['金卡', '银卡', '妈妈', '早起'].entries())
    await tagMembers(ws.ctx, { memberIds: some(ids), tag: name, ...(at < 2 ? { groupName: '级别' } : {}) })
  const standings = ['active', 'left', 'removed']
  await put(
    ws,
    'membership',
    some(every).map((one) => ({
      ...one,
      state: standings[roll(3)],
      role: 'member',
      counted: true,
      joined_at: AT,
      scene: 'link',
      rejoin_blocked: roll(2) === 0,
      inviter_member_id: roll(2) ? ids[roll(3)] : null,
    })),
  )
  await put(
    ws,
    'application',
    some(every).map((one, at) => ({
      ...one,
      id: seed * 1000 + at,
      state: ['waiting', 'approved'][roll(2)],
      answers: [],
      scene: 'application',
      created_at: AT,
      inviter_member_id: ids[roll(3)],
    })),
  )
  await put(
    ws,
    'invitation_code',
    places.map((place, at) => ({
      id: seed * 10 + at,
      community_id: place,
      code: `I${place}`,
      note: '',
      used: 0,
      inviter_member_id: ids[roll(3)],
      created_at: AT,
    })),
  )
  await put(
    ws,
    'send',
    some(every).map((one, at) => ({
      ...one,
      id: seed * 1000 + at,
      run_id: 1,
      step_id: roll(2),
      occurrence: 0,
      content_id: 1,
      limit_id: 0,
      not_before: AT,
      created_at: AT,
      source: 1,
      priority: 0,
      attempts: 1,
      exempt: false,
      state: 'sent',
      channel: 'room',
    })),
  )
  await put(
    ws,
    'touch_count',
    some(ids).flatMap((id) => [1, 2].map((day) => ({ kind: 1, target_id: id, day: `2026-10-0${day}`, n: 1 + roll(3) }))),
  )
  // A thread is there or not; what is said stands in threads that are there.
  const threads = places.flatMap((place) => [0, ...some(ids)].map((thread) => ({ community_id: place, thread })))
  await put(
    ws,
    'room',
    threads.map((one) => ({ ...one, last_seq: 4, last_rev: 2, last_at: AT })),
  )
  const said = threads.flatMap((one) => [1, 2, 3, 4].map((seq) => ({ ...one, seq })))
  await put(
    ws,
    'message',
    some(said).map((one) => ({
      ...one,
      at: AT,
      author_kind: 1 + roll(2),
      author_id: ids[roll(3)],
      reply_to: roll(2) ? one.seq - 1 : null,
      mention_all: false,
      kind: 'text',
      client_key: `k${one.community_id}-${one.thread}-${one.seq}`,
      mentions: [ids[roll(3)]],
      body: { kind: 'text', text: '早' },
    })),
  )
  await put(
    ws,
    'message_change',
    some(said).map((one) => ({ ...one, rev: one.seq % 3 })),
  )
  await put(
    ws,
    'reaction',
    some(said).flatMap((one) => ids.map((id) => ({ ...one, author_kind: 1, author_id: id, emoji: '👍', at: AT })).filter(() => roll(2))),
  )
  await put(
    ws,
    'room_read',
    threads
      .flatMap((one) => ids.map((id) => ({ ...one, reader_kind: 1 + roll(2), reader_id: id, seq: 1 + roll(4), at: AT })))
      .filter(() => roll(2)),
  )
  await put(
    ws,
    'held_message',
    some(every).map((one, at) => ({
      ...one,
      id: seed * 1000 + at,
      thread: roll(2) ? one.member_id : 0,
      at: AT,
      kind: 'text',
      client_key: 'same',
      state: 'waiting',
      words: [],
      body: {},
    })),
  )
  await put(
    ws,
    'task',
    some(every).map((one, at) => ({
      ...one,
      id: seed * 1000 + at,
      source: roll(3),
      run_id: 1,
      step_id: 1,
      occurrence: 0,
      kind: 'todo',
      state: 'open',
      title: {},
      options: {},
      due_at: AT,
      created_at: AT,
    })),
  )
  await put(ws, 'playbook', [{ id: seed, key: 'p', title: {}, source: 'own', ...stamp }])
  await put(ws, 'playbook_version', [{ id: seed, playbook_id: seed, number: 1, text: '', definition: {}, note: '', created_at: AT }])
  await put(
    ws,
    'playbook_run',
    places.map((place) => ({
      id: place,
      playbook_id: seed,
      version_id: seed,
      community_id: place,
      state: 'active',
      start_day: '2026-10-01',
      start_at: AT,
      zone: 'Asia/Shanghai',
      params: {},
      amendments: [],
      started_at: AT,
    })),
  )
  const stands = places.map((place) => ({ run_id: place, id: place, community: false, state: 1, anchor_day: '2026-10-01', n: 3 }))
  await put(
    ws,
    'playbook_place',
    stands.map((one) => ({ ...one, anchor_at: AT, done_until: AT })),
  )
  await put(
    ws,
    'playbook_track',
    some(every).map((one) => ({ run_id: one.community_id, member_id: one.member_id, place_id: one.community_id, since: '2026-10-01' })),
  )
  await put(
    ws,
    'figure_speaker',
    some(every).map((one) => ({ ...one, day: `2026-10-0${1 + roll(2)}` })),
  )
  await put(
    ws,
    'figure_answer',
    some(every).map((one) => ({ run_id: one.community_id, step_id: roll(2), occurrence: 0, member_id: one.member_id })),
  )
  await put(
    ws,
    'shop_order',
    some(every).map((one, at) => ({
      id: seed * 1000 + at,
      shop: '店',
      number: `${at}`,
      member_id: one.member_id,
      amount: 100 + roll(900),
      refunded: roll(2) * 50,
      currency: ['CNY', 'USD'][roll(2)],
      paid_at: AT,
      created_at: AT,
    })),
  )
  const form = { id: seed, key: 'f', public_code: `F${seed}`, purpose: 'survey', state: 'open', title: '', intro: '', thanks: '', ...stamp }
  await put(ws, 'form', [{ ...form, show_example: false, version: 1, questions: [] }])
  await put(ws, 'form_version', [{ form_id: seed, version: 1, questions: [], at: AT }])
  await put(
    ws,
    'form_answer',
    some(ids).map((id) => ({
      form_id: seed,
      member_id: id,
      version: 1,
      answers: { q: roll(9) },
      shared: true,
      answered_at: AT,
      updated_at: AT,
    })),
  )
  await ws.ctx.inTx((tx) => settleMembers(tx, ids))
  return ids
}

describe('a merge and its undoing', () => {
  it('leave every row of every table as it was, whatever the two records had', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const ws = await t.workspace()
      const [winnerId = 0, loserId = 0, other = 0] = await world(ws, seed)
      const before = await state(ws)
      const { mergeId } = await mergeMembers(ws.ctx, { winnerId, loserId })
      const merged = await state(ws)
      expect(merged).not.toEqual(before)
      for (const table of allTables(t)) {
        const left = await ws.ctx.db.one<{ n: number }>(sql`
          select count(*)::int as n from ${raw(table.table)} x where workspace_id = ${ws.id} and ${raw(table.column)} = ${loserId}
            ${table.where ? sql`and ${table.where(raw('x'))}` : raw('')}`)
        expect([seed, table.table, table.column, left.n]).toEqual([seed, table.table, table.column, 0])
      }
      const again = seed % 2 ? await mergeMembers(ws.ctx, { winnerId, loserId: other }) : undefined
      if (again) await expect(undoMerge(ws.ctx, { id: mergeId })).rejects.toMatchObject({ code: 'member.merge_undo_order' })
      if (again) await undoMerge(ws.ctx, { id: again.mergeId })
      if (again) expect(await state(ws)).toEqual(merged)
      await undoMerge(ws.ctx, { id: mergeId })
      const after = await state(ws)
      for (const [name, rows] of before) expect([seed, name, after.get(name)]).toEqual([seed, name, rows])
    }
  })
})

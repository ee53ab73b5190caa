import { room } from '@grove/channel-room/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import type { Ctx, DueLoop } from '@grove/kernel/server'
import { member } from '@grove/member/server'
import { coreLanguage, definitionSchema } from '@grove/playbook/contract'
import { addVersion, PLACE_SIZE, playbook, startRun } from '@grove/playbook/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestClock, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'

export const START = new Date('2026-11-01T01:00:00Z')
/** How long after joining the one step falls due. */
export const WAIT_MS = 600_000

export interface FanOutWorld {
  readonly t: TestApp
  readonly ws: TestWorkspace
  /** What the runner's own loop is entered with. */
  readonly ctx: Ctx
  readonly loop: DueLoop
  readonly playbookId: number
  readonly communityId: number
}

/** One community with one member, and a playbook of one step: a private message ten minutes after joining. */
export async function openFanOutWorld(clock?: TestClock): Promise<FanOutWorld> {
  const t = await testApp({
    modules: [identity, member, content, community, task, conversation, room, form, playbook],
    ...(clock && { clock }),
  })
  const ws = await t.workspace()
  const loop = t.app.registry.loops.find((one) => one.name === 'playbook')
  if (!loop) throw new Error('the playbook module has no loop of that name')
  const ctx = await t.system.enter(ws.id, { kind: 'system', name: loop.name })
  await t.system.db.exec(sql`create table bench_send (like send including all)`)
  return { t, ws, ctx, loop, playbookId: await publish(ws.ctx), communityId: await openCommunity(ws.ctx) }
}

async function publish(ctx: Ctx): Promise<number> {
  const definition = definitionSchema(coreLanguage).parse({
    grove: 1,
    key: 'bench',
    title: 'Bench',
    communityTypes: ['newcomer'],
    limits: {},
    steps: [{ id: 'hello', title: 'Hello', track: 'member', when: { afterJoin: '10m' }, do: { kind: 'send', text: 'Hello {name}' } }],
  })
  return ctx.inTx(async (tx) => {
    const now = tx.clock.now()
    const { id } = await tx.db.one<{ id: number }>(sql`
      insert into playbook (workspace_id, key, title, source, community_types, created_at, updated_at)
      values (${tx.workspaceId}, 'bench', '"Bench"', 'own', '{newcomer}', ${now}, ${now}) returning id`)
    await addVersion(tx, { id, latestVersion: 0 }, JSON.stringify(definition), definition, '')
    return id
  })
}

async function openCommunity(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now()
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into community (workspace_id, type, name, state, public_code, capacity, created_at, updated_at)
    values (${ctx.workspaceId}, 'newcomer', 'Bench', 'active', 'BENCH', 500, ${now}, ${now}) returning id`)
  const person = await ctx.db.one<{ id: number }>(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    values (${ctx.workspaceId}, 'Member', ${now}, ${now}, ${now}) returning id`)
  await ctx.db.exec(sql`
    insert into membership (workspace_id, community_id, member_id, joined_at, scene) values (${ctx.workspaceId}, ${id}, ${person.id}, ${now}, 'link')`)
  return id
}

/**
 * Starts a run the real way and copies its one member's track `tracks` times: all of them fall due together. They stand as the product lets
 * them stand: as many at a place as it allows; `apart` gives each a place of its own.
 */
export async function startTracks({ t, ws, playbookId, communityId }: FanOutWorld, tracks: number, apart = false): Promise<number> {
  const startDay = ws.ctx.clock.now().toISOString().slice(0, 10)
  const run = await startRun(ws.ctx, { playbookId, communityId, startDay, params: {}, confirm: true })
  const size = apart ? 1 : PLACE_SIZE
  await ws.ctx.inTx(async (tx) => {
    await tx.db.exec(sql`delete from playbook_track where workspace_id = ${ws.id} and run_id = ${run.id} and member_id > 0`)
    await tx.db.exec(sql`
      with first as (
        delete from playbook_place where workspace_id = ${ws.id} and run_id = ${run.id} and not community
        returning anchor_day, anchor_at, done_until, due_at),
      places as (
        insert into playbook_place (workspace_id, run_id, community, state, anchor_day, anchor_at, done_until, due_at, n)
        select ${ws.id}, ${run.id}, false, 1, f.anchor_day, f.anchor_at, f.done_until, f.due_at, least(${size}::int, ${tracks}::int - share * ${size}::int)
        from first f cross join generate_series(0, (${tracks}::int - 1) / ${size}::int) share
        returning id, anchor_day),
      numbered as (select id, anchor_day, row_number() over (order by id) - 1 as share from places)
      insert into playbook_track (workspace_id, run_id, member_id, place_id, since)
      select ${ws.id}, ${run.id}, 1001 + n, p.id, p.anchor_day from generate_series(0, ${tracks}::int - 1) n join numbered p on p.share = n / ${size}::int`)
  })
  await t.system.db.exec(sql`analyze playbook_place, playbook_track`)
  return run.id
}

/** The runner's own loop until nothing is due. @throws Error unless exactly `expected` intents came of it */
export async function moveAll({ ws, ctx, loop }: FanOutWorld, runId: number, expected: number): Promise<void> {
  while ((await loop.run(ctx)).more);
  const { n } = await ws.ctx.db.one<{ n: number }>(sql`
    select count(*)::int as n from send where workspace_id = ${ws.id} and source = 1 and run_id = ${runId}`)
  if (n !== expected) throw new Error(`${n} intents of ${expected} tracks`)
}

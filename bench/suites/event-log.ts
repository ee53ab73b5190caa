import { emit } from '@grove/event-log'
import { eventKind } from '@grove/kernel/contract'
import { type Ctx, reader } from '@grove/kernel/server'
import { drainLoops, startLoops } from '@grove/jobs'
import { readerLoop } from '@grove/event-log'
import { migrationFolder, tenancyFixture, testApp } from '@grove/testkit'
import sql, { raw as text } from 'sql-template-tag'
import { z } from 'zod'
import { type Bench, percentile, seconds } from '../harness.ts'

const spoke = eventKind('bench.spoke', z.object({ text: z.string() }))
const BATCH = 500
const ACTOR = '{"kind":"system","name":"grove"}'
const DATA = '{"text":"good morning"}'
const COLUMNS = text('workspace_id, tx, kind, at, member_id, community_id, run_id, counted, actor, data, dedupe_key')

const counting = reader({
  name: 'bench-count',
  kinds: [spoke],
  batch: 2000,
  handle: async (ctx, events) => {
    await ctx.db.exec(sql`
      insert into bench_count (workspace_id, day, n) values (${ctx.workspaceId}, ${ctx.clock.now()}::date, ${events.length})
      on conflict (workspace_id, day) do update set n = bench_count.n + excluded.n`)
  },
})

const TABLES = `
create table bench_count (workspace_id bigint not null, day date not null, n bigint not null, primary key (workspace_id, day));
create table bench_event (workspace_id bigint not null, tx bigint not null, id bigint generated always as identity, kind text not null, at timestamptz not null,
  member_id bigint, community_id bigint, run_id bigint, counted boolean not null, actor jsonb, data jsonb not null, dedupe_key text, primary key (workspace_id, tx, id));
`

/** Batched append while readers follow, against a raw multi-row insert into a table of the same columns. */
export const eventLogBench: Bench = {
  name: 'event-log',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const module = {
      name: 'bench',
      tier: 1 as const,
      rights: {},
      api: [],
      events: [spoke],
      readers: [counting],
      migrations: migrationFolder({ '0001-bench': TABLES }),
    }
    const t = await testApp({ modules: [tenancyFixture(), module] })
    try {
      const ws = await t.workspace()
      const batches = Math.max(4, Math.round((100_000 * scale) / BATCH))
      const rate = (took: number) => (batches * BATCH) / took
      const append = (ctx: Ctx) =>
        ctx.inTx((tx) =>
          emit(
            tx,
            Array.from({ length: BATCH }, (_, index) => ({
              kind: spoke,
              data: { text: 'good morning' },
              memberId: index + 1,
              communityId: 1,
            })),
          ),
        )
      // Written out: parameters would cost the driver more than the rows cost the server.
      const rows = Array.from(
        { length: BATCH },
        (_, index) =>
          `(${ws.id}, 1, 'bench.spoke', '${t.clock.now().toISOString()}', ${index + 1}, 1, null, true, '${ACTOR}', '${DATA}', null)`,
      )
      const raw = (ctx: Ctx) => ctx.inTx((tx) => tx.db.exec(sql`insert into bench_event (${COLUMNS}) values ${text(rows.join())}`))
      /** What no row has of its own is written once: the quickest insert of these rows there is, which no two kinds of event would share. */
      const bare = (ctx: Ctx) =>
        ctx.inTx((tx) =>
          tx.db.exec(sql`
            insert into bench_event (${COLUMNS})
            select ${ws.id}, 1, 'bench.spoke', ${t.clock.now()}, m.id, 1, null, true, ${ACTOR}, m.data, null
            from unnest(${Array.from({ length: BATCH }, (_, index) => index + 1)}::bigint[], ${Array.from({ length: BATCH }, () => DATA)}::jsonb[]) as m (id, data)`),
        )
      const times = async (work: (ctx: Ctx) => Promise<unknown>) => {
        for (let batch = 0; batch < batches; batch++) await work(ws.ctx)
      }
      say(`${batches * BATCH} events, ${BATCH} at a time`)
      const loops = startLoops(t.system, [readerLoop(counting)])
      const rates: Record<'ours' | 'raw' | 'bare', number[]> = { ours: [], raw: [], bare: [] }
      for (let round = 0; round < 3; round++) {
        rates.raw.push(rate(await seconds(() => times(raw))))
        rates.bare.push(rate(await seconds(() => times(bare))))
        rates.ours.push(rate(await seconds(() => times(append))))
      }
      await loops.stop()
      await drainLoops(t.system, [readerLoop(counting)])
      const value = percentile(rates.ours, 0.5)
      const name = 'event log: batched append, readers attached'
      return [
        { name, value, unit: 'events/s', baseline: { name: 'raw multi-row insert', value: percentile(rates.raw, 0.5) }, atLeast: 0.4 },
        {
          name: `${name}; what rows share once`,
          value,
          unit: 'events/s',
          baseline: { name: 'insert of two arrays', value: percentile(rates.bare, 0.5) },
        },
      ]
    } finally {
      await t.close()
    }
  },
}

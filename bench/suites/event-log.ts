import { emit } from '@grove/event-log'
import { eventKind } from '@grove/kernel/contract'
import { type Ctx, reader } from '@grove/kernel/server'
import { drainLoops, startLoops } from '@grove/jobs'
import { readerLoop } from '@grove/event-log'
import { migrationFolder, tenancyFixture, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { z } from 'zod'
import { type Bench, medianOf, seconds } from '../harness.ts'

const spoke = eventKind('bench.spoke', z.object({ text: z.string() }))
const BATCH = 500

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
      const raw = (ctx: Ctx) =>
        ctx.inTx((tx) =>
          tx.db.exec(sql`
            insert into bench_event (workspace_id, tx, kind, at, member_id, community_id, run_id, counted, actor, data, dedupe_key)
            select ${ws.id}, 1, 'bench.spoke', ${t.clock.now()}, m.id, 1, null, true, '{"kind":"system","name":"grove"}', m.data, null
            from unnest(${Array.from({ length: BATCH }, (_, index) => index + 1)}::bigint[], ${Array.from({ length: BATCH }, () => '{"text":"good morning"}')}::jsonb[]) as m (id, data)`),
        )
      const times = async (work: (ctx: Ctx) => Promise<unknown>) => {
        for (let batch = 0; batch < batches; batch++) await work(ws.ctx)
      }
      say(`${batches * BATCH} events, ${BATCH} at a time`)
      const loops = startLoops(t.system, [readerLoop(counting)])
      const ours: number[] = []
      const plain: number[] = []
      const value = await medianOf(3, async () => {
        plain.push(rate(await seconds(() => times(raw))))
        ours.push(rate(await seconds(() => times(append))))
        return ours.at(-1) ?? 0
      })
      await loops.stop()
      await drainLoops(t.system, [readerLoop(counting)])
      const baseline = [...plain].sort((a, b) => a - b)[1] ?? Number.NaN
      return [
        {
          name: 'event log: batched append, readers attached',
          value,
          unit: 'events/s',
          baseline: { name: 'raw multi-row insert', value: baseline },
          atLeast: 0.4,
        },
      ]
    } finally {
      await t.close()
    }
  },
}

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { identity } from '@grove/identity/server'
import { importMembersFromStream, member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { from, to } from 'pg-copy-streams'
import { type Bench, type Measure, seconds } from '../harness.ts'

const MEMBERS = 200_000
const HEADINGS = '姓名,手机,编号,城市,来源,阶段,职业\n'

/** Members from a CSV to records, identities, events and the search, against COPY of the same rows into tables of the same columns. */
export const importBench: Bench = {
  name: 'import',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const count = Math.max(20_000, Math.round(MEMBERS * scale))
    const t = await testApp({ modules: [identity, member] })
    try {
      const ws = await t.workspace()
      const memory = watchMemory()
      let [read, began, arrived] = [0, 0, 0]
      const whole = await seconds(() =>
        importMembersFromStream(ws.ctx, csv(count), {
          fileName: 'bench.csv',
          onProgress: ({ done }) => {
            began ||= performance.now()
            read = done
            if (done === count) arrived ||= performance.now()
            memory.see(done / count)
          },
        }),
      )
      const [took, all] = [(arrived - began) / 1000, (performance.now() - began) / 1000]
      say(
        `${read} members: ${whole.toFixed(1)} s with the upload, ${took.toFixed(1)} s until they are there, ${all.toFixed(1)} s until all are found by name`,
      )
      const copied = await copyAgain(t, ws, ['member', 'member_identity', 'event'])
      const copiedWords = await copyAgain(t, ws, ['member_search', 'member_untagged'])
      return [
        { name: 'import: members a second, with identities and events', value: count / took, unit: 'members/s', atLeast: 25_000 },
        { name: 'import: members a second until all are found by name', value: count / all, unit: 'members/s' },
        {
          name: 'import: records, identities and events against COPY of the same rows and columns',
          value: count / took,
          unit: 'members/s',
          baseline: { name: 'COPY', value: count / copied },
        },
        {
          name: 'import: the same, names and marks too, against COPY of the same rows and columns',
          value: count / all,
          unit: 'members/s',
          baseline: { name: 'COPY', value: count / (copied + copiedWords) },
        },
        { name: 'import: memory at the end against a quarter of the way', value: memory.growth(), unit: 'MB', atMost: 64 },
      ] satisfies readonly Measure[]
    } finally {
      await t.close()
    }
  },
}

async function* csv(count: number): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(HEADINGS)
  for (let at = 0; at < count; at += 1000) yield Buffer.from(Array.from({ length: 1000 }, (_, by) => rowOf(at + by)).join(''))
}

const FAMILIES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = [...'小明华丽强芳伟敏静磊洋勇艳杰娟涛超秀霞平']
const pick = (from: readonly string[], at: number) => from[at % from.length] ?? ''

/** Primes scatter the values, alike in every run. */
function rowOf(at: number): string {
  const name = pick(FAMILIES, at) + pick(GIVEN, at * 7) + pick(GIVEN, at * 31 + 3)
  const phone = 13_000_000_000 + ((at * 999_983) % 1_000_000_000)
  return `${name},${phone},C${at},${pick(['成都', '上海', '杭州', '西安'], at)},${pick(['门店', '活动', '转介绍'], at)},${1 + (at % 7)},${pick(['教师', '设计师', ''], at)}\n`
}

/** Resident memory as the work goes on. */
function watchMemory() {
  let quarter = 0
  let end = 0
  return {
    see: (share: number) => {
      const megabytes = process.memoryUsage().rss / 1024 / 1024
      if (share <= 0.25) quarter = Math.max(quarter, megabytes)
      else end = Math.max(end, megabytes)
    },
    growth: () => Math.max(0, end - quarter),
  }
}

/** Seconds of the rows that the import made, once more by COPY into tables of the same columns with a primary key. */
async function copyAgain(t: TestApp, ws: TestWorkspace, tables: readonly (keyof typeof KEYS)[]): Promise<number> {
  const client = await t.database.pool.connect()
  let took = 0
  try {
    for (const table of tables) {
      const chunks: Buffer[] = []
      const out = client.query(to(`copy (select * from ${table} where workspace_id = ${ws.id}) to stdout`))
      for await (const chunk of out) chunks.push(chunk as Buffer)
      await client.query(`create table bench_${table} (like ${table} including defaults)`)
      await client.query(`alter table bench_${table} add primary key (${KEYS[table]})`)
      took += await seconds(() => pipeline(Readable.from(chunks), client.query(from(`copy bench_${table} from stdin`))))
    }
  } finally {
    client.release()
  }
  return took
}

const KEYS = {
  member: 'workspace_id, id',
  member_identity: 'workspace_id, channel, external_id',
  member_search: 'workspace_id, token, member_id',
  member_untagged: 'workspace_id, member_id',
  event: 'workspace_id, tx, id',
} as const

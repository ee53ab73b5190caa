import pg from 'pg'

const WORKERS = 4

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Clients that commit as fast as they can and remember what the server acknowledged. */
export function committingClients(random: () => number) {
  const acknowledged: [worker: number, n: number][] = []

  const prepare = (url: string) =>
    within(url, (client) =>
      client.query(`create table done (worker int, n int, pad text, primary key (worker, n));
        create table tally (worker int primary key, total int not null) with (fillfactor = 50);
        insert into tally select w, 0 from generate_series(1, ${WORKERS}) w`),
    )

  /** Commits until `cut`, called after so many acknowledgements, has taken the server away. */
  const run = async (url: string, until: number, cut: () => Promise<void>) => {
    const before = acknowledged.length
    let cutting: Promise<void> | undefined
    const work = (worker: number) =>
      within(url, async (client) => {
        const { rows } = await client.query<{ last: number }>('select coalesce(max(n), 0)::int as last from done where worker = $1', [
          worker,
        ])
        for (let n = (rows[0]?.last ?? 0) + 1; ; n++) {
          await client.query(`begin; insert into done values (${worker}, ${n}, repeat('x', ${Math.floor(random() * 1500)}));
            update tally set total = total + 1 where worker = ${worker}; commit`)
          acknowledged.push([worker, n])
          if (acknowledged.length - before >= until) cutting ??= cut()
          if (random() < 0.01) await client.query('checkpoint')
        }
      }).catch((error: unknown) => {
        if (!cutting) throw error
      })
    await Promise.all(Array.from({ length: WORKERS }, (_, at) => work(at + 1)))
    await cutting
  }

  /** What was acknowledged and is not there, and workers of whom only half a transaction is there. */
  const check = (url: string) =>
    within(url, async (client) => {
      const { rows: lost } = await client.query(
        `select a.worker, a.n from unnest($1::int[], $2::int[]) as a (worker, n) left join done d on d.worker = a.worker and d.n = a.n where d.n is null`,
        [acknowledged.map(([worker]) => worker), acknowledged.map(([, n]) => n)],
      )
      const { rows: halves } = await client.query(
        'select t.worker from tally t where t.total <> (select count(*) from done d where d.worker = t.worker)',
      )
      return { acknowledged: acknowledged.length, lost: lost.length, halves: halves.length }
    })

  return { prepare, run, check }
}

async function within<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

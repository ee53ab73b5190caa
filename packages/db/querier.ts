import type { Querier } from '@grove/kernel/server'
import type { Sql } from 'sql-template-tag'

export type Run = (statement: Sql) => Promise<{ rows: unknown[]; rowCount: number | null }>

export type Copy = Querier['copy']

export function fromRun(run: Run, copy: Copy): Querier {
  return {
    copy,
    rows: async <T>(statement: Sql) => (await run(statement)).rows as T[],
    one: async <T>(statement: Sql) => {
      const { rows } = await run(statement)
      if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text.trim().slice(0, 120)}`)
      return rows[0] as T
    },
    maybe: async <T>(statement: Sql) => {
      const { rows } = await run(statement)
      if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}: ${statement.text.trim().slice(0, 120)}`)
      return rows[0] as T | undefined
    },
    exec: async (statement: Sql) => (await run(statement)).rowCount ?? 0,
  }
}

import { type ForeignKey, keyOf, type TableName } from './catalogue.ts'

/**
 * Tables so ordered that each comes after those its foreign keys point to, and the keys for which that is impossible
 * (tables that point to each other): those are checked at the end. A table that points to itself needs nothing.
 */
export function loadOrder<T extends TableName>(tables: readonly T[], keys: readonly ForeignKey[]): { ordered: T[]; late: ForeignKey[] } {
  // Sorted here and not by a database, whose collation may differ: backup and restore must come to the same order.
  const byKey = new Map([...tables].sort(byName).map((table) => [keyOf(table), table]))
  const sorted = [...keys].sort((a, b) => byName(a.from, b.from) || compare(a.name, b.name))
  const state = new Map<string, 'open' | 'done'>()
  const ordered: T[] = []
  const late: ForeignKey[] = []
  const visit = (key: string, table: T) => {
    state.set(key, 'open')
    for (const foreign of sorted) {
      const [from, to] = [keyOf(foreign.from), keyOf(foreign.to)]
      const target = byKey.get(to)
      if (from !== key || to === key) continue
      if (state.get(to) === 'open') late.push(foreign)
      else if (target && state.get(to) === undefined) visit(to, target)
    }
    state.set(key, 'done')
    ordered.push(table)
  }
  for (const [key, table] of byKey) if (state.get(key) === undefined) visit(key, table)
  return { ordered, late }
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b)
const byName = (a: TableName, b: TableName) => compare(keyOf(a), keyOf(b))

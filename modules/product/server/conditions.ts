import { type Facts, familyOf, periodMs } from '@grove/condition-kit/contract'
import {
  type CompileScope,
  compilerOf,
  conditionCompilers,
  conditionKinds,
  conditionLookups,
  type FactRequest,
  factLoaders,
  type Predicate,
  total,
} from '@grove/condition-kit/server'
import { type Ctx, type Extension, holds } from '@grove/kernel/server'
import sql, { empty, join, type Sql } from 'sql-template-tag'
import {
  lastOrderCondition,
  minorRange,
  type OrdersAsked,
  ordersCondition,
  parseOrdersKey,
  productConditions,
  spentCondition,
} from '../contract/index.ts'

const back = (asked: { readonly within: string }, moment: Date) => new Date(moment.getTime() - periodMs(asked.within))
/** Orders that count, on alias `o`. */
const REAL = sql`(o.refunded < o.amount or o.amount = 0)`

const ordersCompiler = compilerOf(ordersCondition, {
  groups: true,
  compile: (asked, scope) => {
    const rows = orderRows(asked, scope)
    const from = scope.among ? sql`${rows.from} and ${rows.member} in (${scope.among})` : rows.from
    return between(from, rows.count, rows.member, asked.atLeast ?? 0, asked.atMost ?? Infinity)
  },
  turned: (asked, scope, { from, to }) => {
    if (!asked.within) return null
    const since = { within: asked.within }
    return sql`select o.member_id as id from shop_order o where o.workspace_id = ${scope.workspaceId}
      and o.paid_at >= ${back(since, from)} and o.paid_at < ${back(since, to)}`
  },
})

/** Sums of buyers where the question is on all orders ever, the orders themselves otherwise. */
function orderRows(asked: OrdersAsked, scope: CompileScope): { from: Sql; count: Sql; member: Sql } {
  if (!asked.within && !asked.productLine && !asked.product)
    return { from: sql`buyer b where b.workspace_id = ${scope.workspaceId}`, count: sql`sum(b.orders)`, member: sql`b.member_id` }
  return {
    from: sql`shop_order o where o.workspace_id = ${scope.workspaceId} and ${REAL}
      ${asked.within ? sql`and o.paid_at >= ${back({ within: asked.within }, scope.now)}` : empty} ${ofWhat(asked)}`,
    count: sql`count(*)`,
    member: sql`o.member_id`,
  }
}

const ofWhat = (asked: Pick<OrdersAsked, 'productLine' | 'product'>): Sql =>
  sql`${asked.productLine ? sql`and o.product_line = ${asked.productLine}` : empty} ${asked.product ? sql`and o.product = ${asked.product}` : empty}`

/** Members without a row count as zero. */
function between(from: Sql, count: Sql, member: Sql, least: number, most: number): Predicate {
  if (least > most) return total(sql`false`)
  const having = (low: number, high: number) =>
    sql`exists (select 1 from (select ${member} as member_id from ${from} group by ${member} having ${count} >= ${low}
      ${high === Infinity ? empty : sql`and ${count} <= ${high}`}) h where h.member_id = m.id)`
  if (least > 0) return total(having(least, most))
  return most === Infinity ? total(sql`true`) : total(sql`not ${having(most + 1, Infinity)}`)
}

const spentCompiler = compilerOf(spentCondition, {
  compile: (asked, scope) => {
    const { atLeast = 0, atMost = Infinity } = minorRange(asked)
    if (atLeast > atMost) return total(sql`false`)
    const rows = (bounds: Sql) =>
      sql`exists (select 1 from buyer b where b.workspace_id = ${scope.workspaceId} and b.currency = ${asked.currency} and ${bounds} and b.member_id = m.id)`
    const below = atMost === Infinity ? empty : sql`and b.net <= ${atMost}`
    if (atLeast > 0) return total(rows(sql`b.net >= ${atLeast} ${below}`))
    return total(atMost === Infinity ? sql`true` : sql`not ${rows(sql`b.net > ${atMost}`)}`)
  },
})

const lastOrderCompiler = compilerOf(lastOrderCondition, {
  compile: (asked, scope) =>
    total(sql`exists (select 1 from buyer b where b.workspace_id = ${scope.workspaceId} and b.last_at >= ${back(asked, scope.now)}
      and b.member_id = m.id)`),
  turned: (asked, scope, { from, to }) => sql`select b.member_id as id from buyer b where b.workspace_id = ${scope.workspaceId}
    and b.last_at >= ${back(asked, from)} and b.last_at < ${back(asked, to)}`,
})

const orderFacts = factLoaders.of({ families: ['member.orders', 'member.spent', 'member.last_order'], load })

async function load(ctx: Ctx, request: FactRequest): Promise<ReadonlyMap<number, Facts>> {
  const counted = request.keys.filter((key) => familyOf(key) === 'member.orders')
  const sums = await buyerSums(ctx, request)
  const counts = await orderCounts(ctx, request, counted)
  return new Map(
    request.memberIds.map((id): [number, Facts] => {
      const own = sums.get(id)
      const money = request.keys.flatMap((key): [string, number | null][] => {
        if (familyOf(key) === 'member.spent') return [[key, own?.spent[key.slice('member.spent:'.length)] ?? 0]]
        return familyOf(key) === 'member.last_order' ? [[key, own?.last ?? null]] : []
      })
      return [id, Object.fromEntries([...money, ...counted.map((key, at): [string, number] => [key, counts.get(id)?.[at] ?? 0])])]
    }),
  )
}

async function buyerSums(ctx: Ctx, request: FactRequest) {
  const rows = await ctx.db.rows<{ id: number; spent: Record<string, number>; last: Date | null }>(sql`
    select member_id as id, jsonb_object_agg(currency, net) as spent, max(last_at) as last from buyer
    where workspace_id = ${ctx.workspaceId} and member_id = any(${request.memberIds}::bigint[]) group by member_id`)
  return new Map(rows.map((row) => [row.id, { spent: row.spent, last: row.last?.getTime() ?? null }]))
}

async function orderCounts(ctx: Ctx, request: FactRequest, keys: readonly string[]): Promise<ReadonlyMap<number, readonly number[]>> {
  if (keys.length === 0) return new Map()
  const counts = keys.map((key) => {
    const asked = parseOrdersKey(key)
    const since = asked.within ? sql`and o.paid_at >= ${back({ within: asked.within }, request.now)}` : empty
    return sql`count(*) filter (where true ${since} ${ofWhat(asked)})`
  })
  const rows = await ctx.db.rows<{ id: number; counts: number[] }>(sql`
    select o.member_id as id, array[${join(counts)}]::int[] as counts from shop_order o
    where o.workspace_id = ${ctx.workspaceId} and o.member_id = any(${request.memberIds}::bigint[]) and ${REAL} group by o.member_id`)
  return new Map(rows.map((row) => [row.id, row.counts]))
}

const productLines = conditionLookups.of({
  name: 'productLine',
  search: async (ctx, text) => {
    if (!holds(ctx.actor, 'order.read')) return []
    const rows = await ctx.db.rows<{ name: string }>(sql`
      select name from product_line where workspace_id = ${ctx.workspaceId} and position(lower(${text}) in lower(name)) > 0 order by name limit 30`)
    return rows.map((row) => ({ value: row.name, label: row.name }))
  },
})

/** What orders give to the condition language. */
export const conditionParts: readonly Extension[] = [
  ...productConditions.map((kind) => conditionKinds.of(kind)),
  ...[ordersCompiler, spentCompiler, lastOrderCompiler].map((half) => conditionCompilers.of(half)),
  orderFacts,
  productLines,
]

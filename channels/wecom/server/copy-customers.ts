import { mirrors } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { KIND } from './follow-mass.ts'
import { actedAt, withoutForgotten } from './forgotten.ts'

export interface SeenFollow {
  readonly userid: string
  readonly remark: string
  readonly state: string | null
  readonly addWay: number | null
  readonly tagIds: readonly string[]
  readonly since: Date | null
}

export interface SeenCustomer {
  readonly externalUserid: string
  readonly name: string
  readonly avatarUrl: string | null
  readonly unionid: string | null
  readonly kind: number
  readonly follows: readonly SeenFollow[]
}

interface KnownFollow {
  readonly externalUserid: string
  readonly userid: string
  readonly remark: string
  readonly state: string | null
  readonly tagIds: readonly string[]
}

/**
 * Writes customers as the platform shows them. `whole`: all of a customer's follows are given, so those missing ended; otherwise one page
 * of them. Returns how many differed from the copy.
 */
export async function copyCustomers(
  ctx: Ctx,
  accountId: number,
  seen: readonly SeenCustomer[],
  given: { readonly run: number; readonly whole: boolean },
): Promise<number> {
  if (seen.length === 0) return 0
  const customers = await withoutForgotten(ctx, seen)
  const ids = customers.map((one) => one.externalUserid)
  const before = await knownFollows(ctx, accountId, ids)
  const follows = customers.flatMap((customer) =>
    customer.follows.map((follow) => ({ externalUserid: customer.externalUserid, ...follow })),
  )
  await writeCustomers(ctx, accountId, customers)
  await writeFollows(ctx, accountId, follows, given.run)
  const kept = new Set(follows.map(keyOf))
  const ended = given.whole ? before.filter((one) => !kept.has(keyOf(one))) : []
  await endFollows(ctx, accountId, ended)
  await tellMirrors(ctx, accountId, customers, before, given.whole)
  const known = new Map(before.map((one) => [keyOf(one), one]))
  return follows.filter((one) => differs(one, known.get(keyOf(one)))).length + ended.length
}

const keyOf = (one: { readonly externalUserid: string; readonly userid: string }) => `${one.externalUserid}\n${one.userid}`

function differs(seen: SeenFollow, known: KnownFollow | undefined): boolean {
  if (!known) return true
  return seen.remark !== known.remark || seen.state !== known.state || [...seen.tagIds].sort().join() !== [...known.tagIds].sort().join()
}

function knownFollows(ctx: Ctx, accountId: number, ids: readonly string[]): Promise<KnownFollow[]> {
  return ctx.db.rows<KnownFollow>(sql`
    select f.external_userid as "externalUserid", f.userid, f.remark, f.state, f.tag_ids as "tagIds" from wecom_follow f
    where f.workspace_id = ${ctx.workspaceId} and f.account_id = ${accountId} and f.external_userid = any(${[...ids]}::text[])
    order by f.external_userid, f.userid for update`)
}

async function writeCustomers(ctx: Ctx, accountId: number, customers: readonly SeenCustomer[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into wecom_customer as c (workspace_id, account_id, external_userid, name, avatar_url, unionid, kind, synced_at)
    select ${ctx.workspaceId}, ${accountId}, n.id, n.name, n.avatar_url, n.unionid, n.kind, ${ctx.clock.now()}
    from unnest(${customers.map((one) => one.externalUserid)}::text[], ${customers.map((one) => one.name)}::text[],
      ${customers.map((one) => one.avatarUrl)}::text[], ${customers.map((one) => one.unionid)}::text[],
      ${customers.map((one) => one.kind)}::smallint[]) as n (id, name, avatar_url, unionid, kind)
    order by n.id
    on conflict (workspace_id, account_id, external_userid) do update set name = excluded.name, avatar_url = excluded.avatar_url,
      unionid = coalesce(excluded.unionid, c.unionid), kind = excluded.kind, synced_at = excluded.synced_at`)
}

async function writeFollows(
  ctx: Ctx,
  accountId: number,
  follows: readonly (SeenFollow & { readonly externalUserid: string })[],
  run: number,
): Promise<void> {
  if (follows.length === 0) return
  await ctx.db.exec(sql`
    insert into wecom_follow as f (workspace_id, account_id, external_userid, userid, remark, state, add_way, tag_ids, since, seen_run)
    select ${ctx.workspaceId}, ${accountId}, n.id, n.userid, n.remark, n.state, n.add_way, n.tag_ids, n.since, ${run}
    from unnest(${follows.map((one) => one.externalUserid)}::text[], ${follows.map((one) => one.userid)}::text[],
      ${follows.map((one) => one.remark)}::text[], ${follows.map((one) => one.state)}::text[], ${follows.map((one) => one.addWay)}::int[],
      ${follows.map((one) => JSON.stringify(one.tagIds))}::jsonb[], ${follows.map((one) => one.since)}::timestamptz[])
      as n (id, userid, remark, state, add_way, tag_ids, since)
    order by n.id, n.userid
    on conflict (workspace_id, account_id, external_userid, userid) do update set remark = excluded.remark, state = excluded.state,
      add_way = excluded.add_way, tag_ids = excluded.tag_ids, since = excluded.since, seen_run = greatest(f.seen_run, excluded.seen_run)`)
}

async function endFollows(
  ctx: Ctx,
  accountId: number,
  ended: readonly { readonly externalUserid: string; readonly userid: string }[],
): Promise<void> {
  if (ended.length === 0) return
  await ctx.db.exec(sql`
    delete from wecom_follow f using unnest(${ended.map((one) => one.externalUserid)}::text[], ${ended.map((one) => one.userid)}::text[])
      as n (id, userid)
    where f.workspace_id = ${ctx.workspaceId} and f.account_id = ${accountId} and f.external_userid = n.id and f.userid = n.userid`)
}

/** Members are made of customers, whoever of the staff has them: two lists, one member. */
async function tellMirrors(
  ctx: Ctx,
  accountId: number,
  customers: readonly SeenCustomer[],
  before: readonly KnownFollow[],
  whole: boolean,
): Promise<void> {
  const sinks = ctx.app.registry.all(mirrors)
  if (sinks.length === 0) return
  const names = await tagNames(ctx, accountId)
  const known = new Map<string, KnownFollow[]>()
  for (const one of before) known.set(one.externalUserid, [...(known.get(one.externalUserid) ?? []), one])
  const people = customers
    .filter((one) => one.follows.length > 0)
    .map((customer) => {
      const old = known.get(customer.externalUserid) ?? []
      const here = new Set(customer.follows.map((one) => one.userid))
      // On one page only some of the follows are known; the others keep their tags.
      const others = whole ? [] : old.filter((one) => !here.has(one.userid)).flatMap((one) => one.tagIds)
      const now = new Set([...customer.follows.flatMap((one) => one.tagIds), ...others])
      const then = new Set(old.flatMap((one) => one.tagIds))
      const called = (ids: Iterable<string>) => [...ids].flatMap((id) => names.get(id) ?? [])
      return {
        externalId: customer.externalUserid,
        name: customer.name,
        avatarUrl: customer.avatarUrl,
        actedAt: actedAt(customer),
        keepers: keepersOf(customer),
        source: customer.follows.map((one) => one.state).find((state) => state) ?? null,
        arrivals: customer.follows.flatMap(({ state, userid, since }) => (state ? [{ source: state, by: userid, at: since }] : [])),
        tagged: called([...now].filter((id) => !then.has(id))),
        untagged: called([...then].filter((id) => !now.has(id))),
      }
    })
  for (const sink of sinks) await sink.people(ctx, KIND, accountId, people)
}

function keepersOf({ follows }: SeenCustomer): string[] {
  const since = (one: SeenFollow) => one.since?.getTime() ?? Number.POSITIVE_INFINITY
  // Infinity less itself is no number; then the name decides.
  return follows.toSorted((a, b) => since(a) - since(b) || (a.userid < b.userid ? -1 : 1)).map((one) => one.userid)
}

async function tagNames(ctx: Ctx, accountId: number): Promise<Map<string, string>> {
  const rows = await ctx.db.rows<{ id: string; name: string }>(sql`
    select t.tag_id as id, t.name from wecom_tag t where t.workspace_id = ${ctx.workspaceId} and t.account_id = ${accountId}`)
  return new Map(rows.map((row) => [row.id, row.name]))
}

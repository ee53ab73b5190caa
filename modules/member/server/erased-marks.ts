import { createHmac, randomBytes } from 'node:crypto'
import { audit, type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type Identity, memberErrors } from '../contract/index.ts'
import { identityKey } from './new-member.ts'

/** What a channel shows of somebody, and when that person last did something there of their own accord, if that is known. */
export interface SeenIdentity {
  readonly externalId: string
  readonly actedAt: Date | null
}

/** Keeps that these were forgotten: a digest and the moment, never the identity. */
export async function markErased(ctx: Ctx, identities: readonly Identity[]): Promise<void> {
  if (identities.length === 0) return
  const key = (await markKey(ctx)) ?? (await makeMarkKey(ctx))
  await ctx.db.exec(sql`
    insert into member_erased as e (workspace_id, channel, mark, erased_at)
    select ${ctx.workspaceId}, n.channel, n.mark, ${ctx.clock.now()}
    from unnest(${identities.map((one) => one.channel)}::text[], ${identities.map((one) => markOf(key, one))}::text[]) as n (channel, mark)
    order by n.channel, n.mark
    on conflict (workspace_id, channel, mark) do update set erased_at = excluded.erased_at, lifted_at = null`)
}

/** When those of them who were forgotten, and still are, were, by `identityKey`. Where nobody ever was, it costs one look at a key. */
export async function erasedAt(ctx: Ctx, identities: readonly Identity[]): Promise<ReadonlyMap<string, Date>> {
  return momentsOf(await marksOf(ctx, identities), (one) => !one.lifted)
}

/** The same of those, too, who are back: nothing from before goes on a record of theirs. */
export async function everErasedAt(ctx: Ctx, identities: readonly Identity[]): Promise<ReadonlyMap<string, Date>> {
  return momentsOf(await marksOf(ctx, identities), () => true)
}

interface Marked {
  readonly key: string
  readonly at: Date
  readonly lifted: boolean
}

const momentsOf = (marked: readonly Marked[], wanted: (one: Marked) => boolean) =>
  new Map(marked.filter(wanted).map((one) => [one.key, one.at]))

async function marksOf(ctx: Ctx, identities: readonly Identity[]): Promise<Marked[]> {
  const key = identities.length ? await markKey(ctx) : undefined
  if (key === undefined) return []
  const rows = await ctx.db.rows<{ place: number; at: Date; lifted: boolean }>(sql`
    select n.place, e.erased_at as at, e.lifted_at is not null as lifted
    from unnest(${identities.map((one) => one.channel)}::text[], ${identities.map((one) => markOf(key, one))}::text[]) with ordinality as n (channel, mark, place)
    join member_erased e on e.workspace_id = ${ctx.workspaceId} and e.channel = n.channel and e.mark = n.mark`)
  return rows.map(({ place, ...row }) => ({ ...row, key: identityKey(identities[place - 1] as Identity) }))
}

/** When those of these members came back who had been forgotten, by their number: a record of theirs tells of nothing before. */
export async function returnedAt(ctx: Ctx, memberIds: readonly number[]): Promise<ReadonlyMap<number, Date>> {
  if (memberIds.length === 0 || (await markKey(ctx)) === undefined) return new Map()
  const rows = await ctx.db.rows<{ id: number; at: Date }>(sql`
    select e.member_id as id, e.at from event e
    where e.workspace_id = ${ctx.workspaceId} and e.member_id = any(${[...new Set(memberIds)]}::bigint[]) and e.kind = 'member.created'
      and e.data ->> 'returned' = 'true'`)
  return new Map(rows.map((row) => [row.id, row.at]))
}

/** Marks of identities, made beforehand with the key; undefined where there was none yet. */
export type Marks = readonly (readonly [channel: string, mark: string])[] | undefined

/** Whether anybody of them was forgotten; true, too, when nobody can tell because the key is younger than the marks. */
export async function anyErased(ctx: Ctx, marks: Marks): Promise<boolean> {
  if (!marks) return (await markKey(ctx)) !== undefined
  const { some } = await ctx.db.one<{ some: boolean }>(sql`
    select exists (select 1 from unnest(${marks.map(([channel]) => channel)}::text[], ${marks.map(([, mark]) => mark)}::text[]) as n (channel, mark)
      join member_erased e on e.workspace_id = ${ctx.workspaceId} and e.channel = n.channel and e.mark = n.mark and e.lifted_at is null) as some`)
  return some
}

/** Those of them who were forgotten and have done nothing since; they are nobody here. */
export async function stillErased(ctx: Ctx, channel: string, seen: readonly SeenIdentity[]): Promise<ReadonlySet<string>> {
  const erased = await erasedAt(
    ctx,
    seen.map((one) => ({ channel, externalId: one.externalId })),
  )
  const actedAt = new Map<string, Date>()
  for (const { externalId, actedAt: at } of seen) if (at && at > (actedAt.get(externalId) ?? 0)) actedAt.set(externalId, at)
  const still = (externalId: string) => {
    const at = erased.get(identityKey({ channel, externalId }))
    return at !== undefined && (actedAt.get(externalId) ?? 0) <= at
  }
  return new Set(seen.flatMap(({ externalId }) => (still(externalId) ? [externalId] : [])))
}

/** For what staff write by hand. @throws member.erased_before */
export async function refuseErased(ctx: Ctx, identities: readonly Identity[]): Promise<void> {
  const erased = await erasedAt(ctx, identities)
  const found = identities.find((one) => erased.has(identityKey(one)))
  if (found) throw memberErrors.erased_before({ channel: found.channel })
}

/** The person came back, or asked to be: the marks bar nobody any more. Answers those that did until now; of two in one moment one hears of it. */
export async function liftErased(ctx: Ctx, identities: readonly Identity[]): Promise<readonly Identity[]> {
  const key = identities.length ? await markKey(ctx) : undefined
  if (key === undefined) return []
  const marks = identities.map((one) => markOf(key, one))
  const lifted = await ctx.db.rows<{ channel: string; mark: string }>(sql`
    update member_erased e set lifted_at = ${ctx.clock.now()}
    from (
      select d.channel, d.mark from member_erased d
      join unnest(${identities.map((one) => one.channel)}::text[], ${marks}::text[]) as n (channel, mark) on d.channel = n.channel and d.mark = n.mark
      where d.workspace_id = ${ctx.workspaceId} and d.lifted_at is null
      order by d.channel, d.mark for update of d) as f
    where e.workspace_id = ${ctx.workspaceId} and e.channel = f.channel and e.mark = f.mark
    returning e.channel, e.mark`)
  const known = new Set(lifted.map((one) => `${one.channel} ${one.mark}`))
  return identities.filter((one, at) => known.has(`${one.channel} ${marks[at]}`))
}

/** In the audit trail: who came back, and by what. */
export function noteReturns(ctx: Ctx, returned: readonly { readonly memberId: number; readonly channel: string }[]): Promise<void> {
  return audit(
    ctx,
    returned.map(({ memberId, channel }) => ({ verb: 'member.come_back', target: { kind: 'member', id: memberId }, after: { channel } })),
  )
}

const SEALED_AS = 'erased'

export const markOf = (key: Uint8Array, { channel, externalId }: Identity) =>
  createHmac('sha256', key).update(`${channel}\0${externalId}`).digest().toString('base64url', 0, 16)

export async function markKey(ctx: Ctx): Promise<Buffer | undefined> {
  const row = await ctx.db.maybe<{ sealed: string }>(sql`select sealed from member_erased_key where workspace_id = ${ctx.workspaceId}`)
  return row && Buffer.from(sealerOf(ctx).open(SEALED_AS, row.sealed), 'base64url')
}

/** The workspace's first: whoever makes one in the same moment waits, and takes the one that is there. */
async function makeMarkKey(ctx: Ctx): Promise<Buffer> {
  const made = sealerOf(ctx).seal(SEALED_AS, randomBytes(32).toString('base64url'))
  const row = await ctx.db.one<{ sealed: string }>(sql`
    insert into member_erased_key as k (workspace_id, sealed) values (${ctx.workspaceId}, ${made})
    on conflict (workspace_id) do update set sealed = k.sealed returning k.sealed`)
  return Buffer.from(sealerOf(ctx).open(SEALED_AS, row.sealed), 'base64url')
}

/** Seals the key of the marks under the current key; the marks stay. */
export async function sealMarkKeyAnew(ctx: Ctx): Promise<void> {
  const row = await ctx.db.maybe<{ sealed: string }>(sql`
    select sealed from member_erased_key where workspace_id = ${ctx.workspaceId} for update`)
  if (!row || row.sealed.startsWith(sealerOf(ctx).keyId)) return
  const again = sealerOf(ctx).seal(SEALED_AS, sealerOf(ctx).open(SEALED_AS, row.sealed))
  await ctx.db.exec(sql`update member_erased_key set sealed = ${again} where workspace_id = ${ctx.workspaceId}`)
}

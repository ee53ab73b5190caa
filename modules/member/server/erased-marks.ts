import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Identity } from '../contract/index.ts'
import { isSealedChannel } from '../domain/mask.ts'

/** What a channel shows of somebody, and when that person last did something there of their own accord, if that is known. */
export interface SeenIdentity {
  readonly externalId: string
  readonly actedAt: Date | null
}

const purposeOf = (channel: string) => `erased:${channel}`

/** Phones, e-mails and customer numbers come in with files of the brand, whose business they are; channels tell of people by themselves. */
const isMarked = ({ channel }: Identity) => !isSealedChannel(channel) && channel !== 'number'

/** Keeps that these were forgotten: under a digest that only this workspace's key makes. */
export async function markErased(ctx: Ctx, identities: readonly Identity[]): Promise<void> {
  const marked = identities.filter(isMarked)
  if (marked.length === 0) return
  await ctx.db.exec(sql`
    insert into member_erased as e (workspace_id, channel, mark, erased_at)
    select ${ctx.workspaceId}, n.channel, n.mark, ${ctx.clock.now()}
    from unnest(${marked.map((one) => one.channel)}::text[],
      ${marked.map((one) => sealerOf(ctx).digest(purposeOf(one.channel), one.externalId))}::text[]) as n (channel, mark)
    order by n.channel, n.mark
    on conflict (workspace_id, channel, mark) do update set erased_at = excluded.erased_at`)
}

/** Those of them who were forgotten and have done nothing since; they are nobody here. A mark under an older key moves to the new one. */
export async function stillErased(ctx: Ctx, channel: string, seen: readonly SeenIdentity[]): Promise<ReadonlySet<string>> {
  const erased = await erasedAt(
    ctx,
    channel,
    seen.map((one) => one.externalId),
  )
  const actedAt = new Map<string, Date>()
  for (const { externalId, actedAt: at } of seen) if (at && at > (actedAt.get(externalId) ?? 0)) actedAt.set(externalId, at)
  return new Set([...erased].flatMap(([externalId, at]) => ((actedAt.get(externalId) ?? 0) > at ? [] : [externalId])))
}

/** They came back by themselves: the marks go. Answers who had one. */
export async function liftErased(ctx: Ctx, channel: string, externalIds: readonly string[]): Promise<ReadonlySet<string>> {
  const erased = await erasedAt(ctx, channel, externalIds)
  if (erased.size === 0) return new Set()
  const marks = [...erased.keys()].map((externalId) => sealerOf(ctx).digest(purposeOf(channel), externalId))
  await ctx.db.exec(sql`
    delete from member_erased where workspace_id = ${ctx.workspaceId} and channel = ${channel} and mark = any(${marks}::text[])`)
  return new Set(erased.keys())
}

async function erasedAt(ctx: Ctx, channel: string, externalIds: readonly string[]): Promise<Map<string, Date>> {
  const purpose = purposeOf(channel)
  const owners = new Map<string, string>()
  for (const externalId of new Set(externalIds)) for (const mark of sealerOf(ctx).digests(purpose, externalId)) owners.set(mark, externalId)
  if (owners.size === 0) return new Map()
  const rows = await ctx.db.rows<{ mark: string; at: Date }>(sql`
    select mark, erased_at as at from member_erased
    where workspace_id = ${ctx.workspaceId} and channel = ${channel} and mark = any(${[...owners.keys()]}::text[])`)
  const found = rows.flatMap(({ mark, at }) => {
    const externalId = owners.get(mark)
    return externalId === undefined ? [] : [{ mark, externalId, at, now: sealerOf(ctx).digest(purpose, externalId) }]
  })
  await moveMarks(
    ctx,
    channel,
    found.filter((one) => one.mark !== one.now),
  )
  return new Map(found.map((one) => [one.externalId, one.at]))
}

async function moveMarks(ctx: Ctx, channel: string, old: readonly { readonly mark: string; readonly now: string }[]): Promise<void> {
  if (old.length === 0) return
  await ctx.db.exec(sql`
    update member_erased e set mark = n.now from unnest(${old.map((one) => one.mark)}::text[], ${old.map((one) => one.now)}::text[]) as n (mark, now)
    where e.workspace_id = ${ctx.workspaceId} and e.channel = ${channel} and e.mark = n.mark`)
}

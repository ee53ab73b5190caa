import { audit, type Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { type DuplicateReason, memberErrors } from '../contract/index.ts'
import type { SealedChannel } from '../domain/mask.ts'
import { beginsWith } from './contact-holders.ts'
import { contactWord } from './contact-words.ts'

/** More records than this under one value are a shared phone of a shop or a common name, not one person. */
const MOST_ALIKE = 6
const MOST_PAIRS = 20_000

/**
 * Proposes pairs of records that may be one person, each rule one pass over an index or the table; the oldest record of a group is paired with
 * each of the others. Pairs that no rule names any more go, those a person dismissed stay dismissed.
 */
export async function findDuplicates(ctx: Ctx): Promise<{ found: number }> {
  return ctx.inTx(async (ctx) => {
    const now = ctx.clock.now()
    const found = await proposePairs(ctx, now)
    await ctx.db.exec(sql`
      delete from member_duplicate where workspace_id = ${ctx.workspaceId} and state = 'open' and found_at < ${now}`)
    return { found }
  })
}

function proposePairs(ctx: Ctx, now: Date): Promise<number> {
  const contact = (reason: SealedChannel, score: number): Sql => sql`
    select min(h.id) as oldest, array_agg(h.id) as ids, ${reason}::text as reason, ${score}::smallint as score
    from (${membersWithOne(ctx, reason)}) h (key, id) group by h.key having count(*) between 2 and ${MOST_ALIKE}`
  const alike = (reason: DuplicateReason, score: number, column: Sql): Sql => sql`
    select min(m.id), array_agg(m.id), ${reason}::text, ${score}::smallint from member m
    where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${column} <> '' and length(m.display_name) > 1
    group by m.display_name, ${column} having count(*) between 2 and ${MOST_ALIKE}`
  return ctx.db.exec(sql`
    with found as (
      ${contact('phone', 100)} union all ${contact('email', 90)} union all
      select min(i.member_id), array_agg(distinct i.member_id), 'union', 100::smallint from member_identity i
      where i.workspace_id = ${ctx.workspaceId} and i.channel like '%union%'
      group by i.external_id having count(distinct i.member_id) between 2 and ${MOST_ALIKE}
      union all ${alike('name_employer', 50, sql`m.employer`)} union all ${alike('name_city', 40, sql`m.city`)}),
    pairs as (
      select f.oldest as first_id, o.id as second_id, array_agg(f.reason order by f.score desc, f.reason) as reasons,
        least(sum(f.score), 100)::smallint as score
      from found f cross join lateral unnest(f.ids) o (id) where o.id > f.oldest
      group by f.oldest, o.id order by 4 desc, 1, 2 limit ${MOST_PAIRS})
    insert into member_duplicate (workspace_id, first_id, second_id, reasons, score, found_at)
    select ${ctx.workspaceId}, p.first_id, p.second_id, p.reasons, p.score, ${now} from pairs p
    on conflict (workspace_id, first_id, second_id) do update set reasons = excluded.reasons, score = excluded.score, found_at = excluded.found_at`)
}

/** Of two with one phone a single one holds it and the others have a word for it: words are few, so these are gone through. */
function membersWithOne(ctx: Ctx, channel: SealedChannel): Sql {
  const before = contactWord({ channel, key: '' })
  const words = sql`select substr(s.token, ${before.length + 1}::int) as key, s.member_id from member_search s
    where s.workspace_id = ${ctx.workspaceId} and ${beginsWith(sql`s.token`, before)}`
  return sql`
    ${words}
    union
    select i.external_id, i.member_id from (${words}) w
    join member_identity i on i.workspace_id = ${ctx.workspaceId} and i.channel = ${channel} and i.external_id = w.key`
}

/** Two people after all. @throws member.duplicate_not_found */
export async function dismissDuplicate(
  ctx: Ctx,
  input: { readonly firstId: number; readonly secondId: number },
): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const [first, second] = [Math.min(input.firstId, input.secondId), Math.max(input.firstId, input.secondId)]
    const by = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
    const changed = await ctx.db.exec(sql`
      update member_duplicate set state = 'dismissed', dismissed_by = ${by}
      where workspace_id = ${ctx.workspaceId} and first_id = ${first} and second_id = ${second} and state = 'open'`)
    if (changed === 0) throw memberErrors.duplicate_not_found()
    await audit(ctx, { verb: 'member.dismiss_duplicate', target: { kind: 'member', id: first }, after: { secondId: second } })
    return { changed }
  })
}

import type { ChannelHandovers, Handover, HandoverItem, HandoverState } from '@grove/channel-kit/server'
import sql from 'sql-template-tag'
import { KIND } from './follow-mass.ts'
import { insertHandover, planItems, reopenHandover } from './handover-store.ts'

type Stored = Omit<Handover, 'customers' | 'groups'> & { readonly counts: Readonly<Record<string, number>> }

const STATES: readonly HandoverState[] = ['planned', 'asking', 'waiting', 'done', 'failed']

/** What the house asks of handovers. */
export const wecomHandovers: ChannelHandovers = {
  kind: KIND,
  start: async (ctx, account, given) => {
    const people = await ctx.db.rows<{ userid: string; gone: boolean }>(sql`
      select s.userid, s.gone_at is not null as gone from wecom_staff s
      where s.workspace_id = ${ctx.workspaceId} and s.account_id = ${account.id} and s.userid in (${given.from}, ${given.to})`)
    const giver = people.find((one) => one.userid === given.from)
    const taker = people.find((one) => one.userid === given.to)
    if (!giver || !taker || taker.gone || given.from === given.to) return 'nobody'
    const id = await insertHandover(ctx, account.id, given, giver.gone)
    if (id === undefined) return 'busy'
    const planned = await planItems(ctx, id, account.id, given)
    if (planned === 0 && !(giver.gone && given.customers)) {
      await ctx.db.exec(sql`delete from wecom_handover where workspace_id = ${ctx.workspaceId} and id = ${id}`)
      return 'nothing'
    }
    ctx.afterCommit(() => ctx.app.signals.wake('wecom-handover'))
    return { id }
  },
  list: async (ctx, account, { before, limit }) => {
    const rows = await ctx.db.rows<Stored>(sql`
      select h.id, h.giver as "from", h.taker as "to", coalesce(nullif(g.name, ''), h.giver) as "fromName", coalesce(nullif(t.name, ''), h.taker) as "toName",
        h.resigned, h.state, h.fault, h.begun_at as at, h.finished_at as "finishedAt",
        (select coalesce(jsonb_object_agg(c.name, c.count), '{}') from (
          select i.kind || ':' || i.state as name, count(*) as count from wecom_handover_item i
          where i.workspace_id = h.workspace_id and i.handover_id = h.id group by 1) c) as counts
      from wecom_handover h
      left join wecom_staff g on g.workspace_id = h.workspace_id and g.account_id = h.account_id and g.userid = h.giver
      left join wecom_staff t on t.workspace_id = h.workspace_id and t.account_id = h.account_id and t.userid = h.taker
      where h.workspace_id = ${ctx.workspaceId} and h.account_id = ${account.id} and (${before}::bigint is null or h.id < ${before})
      order by h.id desc limit ${limit}`)
    const of = (counts: Stored['counts'], kind: string) =>
      Object.fromEntries(STATES.map((state) => [state, counts[`${kind}:${state}`] ?? 0])) as Record<HandoverState, number>
    return rows.map(({ counts, ...row }) => ({ ...row, customers: of(counts, 'customer'), groups: of(counts, 'group') }))
  },
  items: (ctx, account, id, { state, after, limit }) =>
    ctx.db.rows<HandoverItem>(sql`
      select i.kind, i.target as "externalId", i.state, i.reason, coalesce(i.settled_at, i.asked_at) as at,
        coalesce(nullif(c.name, ''), nullif(g.name, ''), i.target) as name
      from wecom_handover_item i
      join wecom_handover h on h.workspace_id = i.workspace_id and h.id = i.handover_id and h.account_id = ${account.id}
      left join wecom_customer c on i.kind = 'customer' and c.workspace_id = i.workspace_id and c.account_id = h.account_id and c.external_userid = i.target
      left join wecom_group g on i.kind = 'group' and g.workspace_id = i.workspace_id and g.account_id = h.account_id and g.chat_id = i.target
      where i.workspace_id = ${ctx.workspaceId} and i.handover_id = ${id} and (${state}::text is null or i.state = ${state})
        and (i.kind, i.target) > (split_part(${after}, ':', 1), substr(${after}, strpos(${after}, ':') + 1))
      order by i.kind, i.target limit ${limit}`),
  again: async (ctx, account, id) => {
    const again = await reopenHandover(ctx, account.id, id)
    if (again > 0) ctx.afterCommit(() => ctx.app.signals.wake('wecom-handover'))
    return again
  },
}

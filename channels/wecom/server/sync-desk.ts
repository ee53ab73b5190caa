import type { ChannelSync, InboxEntry, MirroredGroup, MirroredStaff, SyncCount } from '@grove/channel-kit/server'
import { anywhere } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { tellRosters } from './copy-groups.ts'
import { KIND } from './follow-mass.ts'
import { beginSync, readSync, resumeSync } from './sync-store.ts'

interface Counts {
  readonly staff: number
  readonly people: number
  readonly tags: number
  readonly groups: number
  readonly members: number
}

interface Waiting {
  readonly waiting: number
  readonly oldestAt: Date | null
}

/** What the house asks of this copy. */
export const syncDesk: ChannelSync = {
  kind: KIND,
  status: async (ctx, account) => {
    const row = await readSync(ctx, account.id)
    const counts = await ctx.db.one<Counts>(sql`
      select
        (select count(*)::int from wecom_staff s where s.workspace_id = ${ctx.workspaceId} and s.account_id = ${account.id} and s.gone_at is null) as staff,
        (select count(distinct f.external_userid)::int from wecom_follow f where f.workspace_id = ${ctx.workspaceId} and f.account_id = ${account.id}) as people,
        (select count(*)::int from wecom_tag t where t.workspace_id = ${ctx.workspaceId} and t.account_id = ${account.id}) as tags,
        (select count(*)::int from wecom_group g where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${account.id} and g.gone_at is null) as groups,
        (select count(*)::int from wecom_group_member m where m.workspace_id = ${ctx.workspaceId} and m.account_id = ${account.id}) as members`)
    const refresh = await ctx.db.one<Waiting>(sql`
      select count(*)::int as waiting, min(r.since) as "oldestAt" from wecom_refresh r
      where r.workspace_id = ${ctx.workspaceId} and r.account_id = ${account.id}`)
    const inbox = await ctx.db.one<Waiting & { unrecognised: number; failed: number }>(sql`
      select w.waiting, w."oldestAt", t.unrecognised, t.failed
      from (select count(*)::int as waiting, min(w.since) as "oldestAt" from wecom_waiting w
          where w.workspace_id = ${ctx.workspaceId} and w.account_id = ${account.id}) w,
        (select count(*) filter (where e.trouble = 'unrecognised')::int as unrecognised, count(*) filter (where e.trouble = 'failed')::int as failed
          from wecom_event e
          where e.workspace_id = ${ctx.workspaceId} and e.account_id = ${account.id} and e.trouble is not null) t`)
    // What the first comparison finds is not drift: there was nothing to differ from.
    const drift = row && row.run > 1 ? row.drift : {}
    const count = (kind: SyncCount['kind'], of: number): SyncCount => ({ kind, count: of, drift: drift[kind] ?? 0 })
    return {
      counts: [
        count('staff', counts.staff),
        count('people', counts.people),
        count('tags', counts.tags),
        count('groups', counts.groups),
        count('group_members', counts.members),
      ],
      run: {
        state: row?.state ?? 'never',
        done: row?.done ?? 0,
        total: row?.total ?? 0,
        startedAt: row?.startedAt ?? null,
        finishedAt: row?.finishedAt ?? null,
        fault: row?.fault || null,
      },
      ...refresh,
      inbox,
    }
  },
  start: async (ctx, account) => {
    const begun = (await beginSync(ctx, account.id)) || (await resumeSync(ctx, account.id))
    ctx.afterCommit(() => ctx.app.signals.wake('wecom-sync'))
    return begun
  },
  inbox: (ctx, account, { before, limit, state }) =>
    ctx.db.rows<InboxEntry>(sql`
      select e.id, e.received_at as at, e.kind, case when w.event_id is null then coalesce(e.trouble, 'done') else 'new' end as state, e.attempts,
        e.error, e.body
      from wecom_event e left join wecom_waiting w on w.workspace_id = e.workspace_id and w.event_id = e.id
      where e.workspace_id = ${ctx.workspaceId} and e.account_id = ${account.id} and (${before}::bigint is null or e.id < ${before})
        and case ${state}::text when 'new' then w.event_id is not null when 'done' then w.event_id is null and e.trouble is null
          else ${state}::text is null or e.trouble = ${state} end
      order by e.id desc limit ${limit}`),
  replay: async (ctx, account, ids) => {
    const replayed = await ctx.db.exec(sql`
      with again as (
        insert into wecom_waiting (workspace_id, account_id, event_id, since)
        select e.workspace_id, e.account_id, e.id, ${ctx.clock.now()}::timestamptz from wecom_event e
        where e.workspace_id = ${ctx.workspaceId} and e.account_id = ${account.id} and e.id = any(${[...ids]}::bigint[])
        order by e.id on conflict do nothing returning event_id)
      update wecom_event e set trouble = null, error = null, attempts = e.attempts + 1 from again a
      where e.workspace_id = ${ctx.workspaceId} and e.account_id = ${account.id} and e.id = a.event_id`)
    ctx.afterCommit(() => ctx.app.signals.wake('wecom-inbox'))
    return replayed
  },
  groups: (ctx, account, { among, except, owners, text, alive }, { after, limit }) =>
    ctx.db.rows<MirroredGroup>(sql`
      select g.chat_id as "externalId", g.name, coalesce(nullif(s.name, ''), g.owner) as owner, g.owner as "ownerId", g.gone_at is not null as gone,
        (select count(*)::int from wecom_group_member m
          where m.workspace_id = g.workspace_id and m.account_id = g.account_id and m.chat_id = g.chat_id) as members
      from wecom_group g
      left join wecom_staff s on s.workspace_id = g.workspace_id and s.account_id = g.account_id and s.userid = g.owner
      where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${account.id} and g.chat_id > ${after}
        and (${among === undefined} or g.chat_id = any(${[...(among ?? [])]}::text[]))
        and (${owners === undefined} or g.owner = any(${[...(owners ?? [])]}::text[]))
        and g.chat_id <> all(${[...(except ?? [])]}::text[]) and (${alive !== true} or g.gone_at is null)
        and (${text === undefined} or g.name ilike ${anywhere(text ?? '')} or s.name ilike ${anywhere(text ?? '')} or g.owner ilike ${anywhere(text ?? '')})
      order by g.chat_id limit ${limit}`),
  staff: (ctx, account, { after, limit, text }) =>
    ctx.db.rows<MirroredStaff>(sql`
      select s.userid as "externalId", s.name, s.gone_at is not null as gone,
        (select count(*)::int from wecom_follow f
          where f.workspace_id = s.workspace_id and f.account_id = s.account_id and f.userid = s.userid) as people,
        (select count(*)::int from wecom_group g
          where g.workspace_id = s.workspace_id and g.account_id = s.account_id and g.owner = s.userid and g.gone_at is null) as groups
      from wecom_staff s
      where s.workspace_id = ${ctx.workspaceId} and s.account_id = ${account.id} and s.userid > ${after}
        and (${text === undefined} or s.name ilike ${anywhere(text ?? '')} or s.userid ilike ${anywhere(text ?? '')})
      order by s.userid limit ${limit}`),
  tell: (ctx, account, externalIds) => tellRosters(ctx, account.id, externalIds),
}

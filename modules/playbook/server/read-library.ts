import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { PlaybookRow } from '../contract/index.ts'

const row = sql`p.id, p.key, p.title, p.source, p.community_types as "communityTypes", p.latest_version as "latestVersion",
  p.draft is not null as "hasDraft", p.archived_at is not null as archived, p.updated_at as "updatedAt",
  (select count(*)::int from playbook_run r where r.workspace_id = p.workspace_id and r.playbook_id = p.id and r.state = 'active') as "activeRuns",
  (select jsonb_build_object('description', v.definition -> 'description', 'goal', v.definition -> 'goal' -> 'text',
      'figure', v.definition -> 'goal' ->> 'figure', 'lasts', v.definition ->> 'lasts', 'steps', jsonb_array_length(v.definition -> 'steps'),
      'byPeople', (select count(*) from jsonb_array_elements(v.definition -> 'steps') s
        where s ->> 'who' <> 'system' or (s ->> 'confirm')::boolean or s -> 'do' ->> 'kind' = 'ask'))
    from playbook_version v
    where v.workspace_id = p.workspace_id and v.playbook_id = p.id and v.number = p.latest_version) as brief`

/** Own playbooks first, then built-in ones, each by key. The library is bounded: a workspace holds tens of playbooks, not thousands. */
export const readLibrary = (ctx: Ctx, filter: { type?: string | undefined; archived: boolean }) =>
  ctx.db.rows<PlaybookRow>(sql`
    select ${row} from playbook p
    where p.workspace_id = ${ctx.workspaceId} and (p.archived_at is not null) = ${filter.archived}
      and (${filter.type ?? null}::text is null or ${filter.type ?? null} = any(p.community_types))
    order by p.source desc, p.key limit 500`)

export const readPlaybookRow = (ctx: Ctx, id: number) =>
  ctx.db.maybe<PlaybookRow>(sql`select ${row} from playbook p where p.workspace_id = ${ctx.workspaceId} and p.id = ${id}`)

export interface VersionRow {
  readonly id: number
  readonly number: number
  readonly note: string
  readonly createdAt: Date
  readonly createdBy: string | null
  readonly runs: number
}

export const readVersions = (ctx: Ctx, playbookId: number) =>
  ctx.db.rows<VersionRow>(sql`
    select v.id, v.number, v.note, v.created_at as "createdAt", s.display_name as "createdBy",
      (select count(*)::int from playbook_run r
        where r.workspace_id = v.workspace_id and r.playbook_id = v.playbook_id and r.version_id = v.id and r.state in ('active', 'paused')) as runs
    from playbook_version v left join staff s on s.workspace_id = v.workspace_id and s.id = v.created_by
    where v.workspace_id = ${ctx.workspaceId} and v.playbook_id = ${playbookId} order by v.number desc limit 500`)

export interface RuleOff {
  readonly rule: string
  readonly reason: string
  readonly at: Date
  readonly by: string | null
}

export const readRulesOff = (ctx: Ctx) =>
  ctx.db.rows<RuleOff>(sql`
    select o.rule, o.reason, o.at, s.display_name as by from playbook_lint_off o
    left join staff s on s.workspace_id = o.workspace_id and s.id = o.by
    where o.workspace_id = ${ctx.workspaceId} order by o.rule`)

import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { listTagRules as listRoute } from '../contract/index.ts'

export interface TagRule {
  readonly id: number
  readonly segmentId: number
  readonly tag: string
  readonly until: 'leaves' | 'stays'
  /** The tag ends so many days after the member entered, whatever `until` says; null: no limit of time. */
  readonly days: number | null
  readonly active: boolean
}

export const tagRuleEdges = (ctx: Ctx) =>
  ctx.db.rows<{ segmentId: number; tag: string }>(sql`
    select r.segment_id as "segmentId", r.tag from tag_rule r where r.workspace_id = ${ctx.workspaceId}`)

export const DAY = 86_400_000

/** Rules at work on these segments. */
export const activeRules = (ctx: Ctx, segmentIds: readonly number[]) =>
  ctx.db.rows<TagRule>(sql`
    select r.id, r.segment_id as "segmentId", r.tag, r.until, r.days, r.active from tag_rule r
    where r.workspace_id = ${ctx.workspaceId} and r.segment_id = any(${segmentIds}::bigint[]) and r.active order by r.id`)

export const findRule = (ctx: Ctx, id: number) =>
  ctx.db.maybe<TagRule>(sql`
    select r.id, r.segment_id as "segmentId", r.tag, r.until, r.days, r.active from tag_rule r where r.workspace_id = ${ctx.workspaceId} and r.id = ${id}`)

export const readRules = (ctx: Ctx) =>
  ctx.db.rows<OutputOf<typeof listRoute>['items'][number]>(sql`
    select r.id, r.segment_id as "segmentId", s.name as segment, r.tag, r.until, r.days, r.active, r.created_at as "createdAt"
    from tag_rule r join segment s on s.workspace_id = ${ctx.workspaceId} and s.id = r.segment_id
    where r.workspace_id = ${ctx.workspaceId} order by r.id desc limit 500`)

/** Answers 0 when the segment gives that tag by another rule. */
export async function saveRuleRow(ctx: Ctx, rule: Omit<TagRule, 'id'> & { readonly id?: number | undefined }): Promise<number> {
  const row = rule.id
    ? await ctx.db.maybe<{ id: number }>(sql`
        update tag_rule r set segment_id = ${rule.segmentId}, tag = ${rule.tag}, until = ${rule.until}, days = ${rule.days}, active = ${rule.active}
        where r.workspace_id = ${ctx.workspaceId} and r.id = ${rule.id} and not exists (select 1 from tag_rule o
          where o.workspace_id = ${ctx.workspaceId} and o.segment_id = ${rule.segmentId} and o.tag = ${rule.tag} and o.id <> ${rule.id})
        returning r.id`)
    : await ctx.db.maybe<{ id: number }>(sql`
        insert into tag_rule (workspace_id, segment_id, tag, until, days, active, created_at)
        values (${ctx.workspaceId}, ${rule.segmentId}, ${rule.tag}, ${rule.until}, ${rule.days}, ${rule.active}, ${ctx.clock.now()})
        on conflict (workspace_id, segment_id, tag) do nothing returning id`)
  return row?.id ?? 0
}

export async function deleteRule(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from tag_rule where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Name under which rules write tags, so that a rule only takes what a rule gave. */
export const RULE_WRITER = 'tag-rule'

/** Members in the segment that do not carry the tag yet; of a rule with a limit of time only those whose time is not over. */
export const withoutTag = (ctx: Ctx, { segmentId, tag, days }: TagRule, limit: number) =>
  ctx.db.rows<{ id: number; enteredAt: Date }>(sql`
    select sm.member_id as id, sm.entered_at as "enteredAt" from segment_member sm
    where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = ${segmentId} and sm.left_at is null
      and (${days}::int is null or sm.entered_at > ${new Date(ctx.clock.now().getTime() - (days ?? 0) * DAY)})
      and not exists (select 1 from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
        where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = sm.member_id and t.name = ${tag})
    order by sm.member_id limit ${limit}`)

/** Members that carry the tag because a rule gave it, and are in no segment whose rule would give it. Of these members, or of all. */
export const ruledOut = (ctx: Ctx, tag: string, memberIds: readonly number[] | null, limit: number) =>
  ctx.db.rows<{ id: number }>(sql`
    select mt.member_id as id from tag t join member_tag mt on mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = t.id
    where t.workspace_id = ${ctx.workspaceId} and t.name = ${tag} and mt.by = ${RULE_WRITER}
      and (${memberIds}::bigint[] is null or mt.member_id = any(${memberIds}::bigint[]))
      and not exists (
        select 1 from tag_rule r join segment_member sm on sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = r.segment_id
        where r.workspace_id = ${ctx.workspaceId} and r.tag = ${tag} and r.active and sm.member_id = mt.member_id and sm.left_at is null)
    order by mt.member_id limit ${limit}`)

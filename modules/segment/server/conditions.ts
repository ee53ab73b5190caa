import { type Facts, type Use, usesOf } from '@grove/condition-kit/contract'
import {
  compilerOf,
  conditionCompilers,
  conditionKinds,
  conditionKindsOf,
  conditionLookups,
  conditionPlaces,
  factLoaders,
  type LookupChoice,
  type Place,
  total,
} from '@grove/condition-kit/server'
import type { Ctx, Extension } from '@grove/kernel/server'
import { bulkKinds, fieldNamers, segmentFilter, tagNamers } from '@grove/member/server'
import { triggerKinds } from '@grove/playbook-kit/server'
import sql from 'sql-template-tag'
import { segmentCondition, segmentTriggers } from '../contract/index.ts'
import { listBulk } from './list-bulk.ts'
import { liveSegments } from './store.ts'
import { insideNow } from './store-member.ts'
import { readRules } from './store-tag-rule.ts'

const isIn = (workspaceId: number, segmentId: number) => sql`exists (select 1 from segment_member sm
  where sm.workspace_id = ${workspaceId} and sm.segment_id = ${segmentId} and sm.member_id = m.id and sm.left_at is null)`

const segmentCompiler = compilerOf(segmentCondition, { compile: ({ segment }, { workspaceId }) => total(isIn(workspaceId, segment)) })

const segmentFacts = factLoaders.of({
  families: ['member.segment'],
  load: async (ctx, { memberIds, keys }) => {
    const ids = keys.map((key) => Number(key.slice('member.segment:'.length)))
    const inside = new Set((await insideNow(ctx, ids, memberIds)).map((one) => `${one.segmentId}/${one.memberId}`))
    return new Map(
      memberIds.map((id): [number, Facts] => [id, Object.fromEntries(keys.map((key, at) => [key, inside.has(`${ids[at]}/${id}`)]))]),
    )
  },
})

const segmentLookup = conditionLookups.of({
  name: 'segment',
  search: (ctx, text) =>
    ctx.db.rows<LookupChoice>(sql`
      select s.id as value, s.name as label from segment s
      where s.workspace_id = ${ctx.workspaceId} and strpos(lower(s.name), ${text.toLowerCase()}) > 0 order by s.id desc limit 30`),
  names: (ctx, keys) =>
    ctx.db.rows<LookupChoice>(sql`
      select s.id as value, s.name as label from segment s where s.workspace_id = ${ctx.workspaceId} and s.id = any(${keys}::bigint[])`),
})

/** Segments and tag rules that name a thing: it may not go away under them. */
async function places(ctx: Ctx, use: Use): Promise<readonly Place[]> {
  const kinds = conditionKindsOf(ctx.app)
  const segments = (await liveSegments(ctx))
    .filter((one) => usesOf(one.condition, kinds).some((other) => other.what === use.what && other.key === use.key))
    .map((one): Place => ({ kind: 'segment', id: one.id, name: one.name }))
  if (use.what !== 'segment' && use.what !== 'tag') return segments
  const rules = (await readRules(ctx))
    .filter((rule) => (use.what === 'tag' ? rule.tag : String(rule.segmentId)) === use.key)
    .map((rule): Place => ({ kind: 'tag_rule', id: rule.id, name: `${rule.segment} → ${rule.tag}` }))
  return [...segments, ...rules]
}

const PATHS: Readonly<Record<string, string>> = { segment: '/segments/', tag_rule: '/segments/rules?rule=' }

const segmentsNamingTags = tagNamers.of(async (ctx, tag) =>
  (await places(ctx, { what: 'tag', key: tag.name })).map(({ kind, id, name }) => ({ kind, name, path: `${PATHS[kind]}${id}` })),
)

const segmentsNamingFields = fieldNamers.of(async (ctx, key) =>
  (await places(ctx, { what: 'attribute', key })).map(({ kind, id, name }) => ({ kind, name, path: `${PATHS[kind]}${id}` })),
)

/** What this module gives to the condition language, to playbooks, and to the member list. */
export const segmentParts: readonly Extension[] = [
  conditionKinds.of(segmentCondition),
  conditionCompilers.of(segmentCompiler),
  segmentFacts,
  segmentLookup,
  conditionPlaces.of(places),
  segmentsNamingTags,
  segmentsNamingFields,
  bulkKinds.of(listBulk),
  segmentFilter.of({
    members: (ctx, segmentId) => sql`select sm.member_id from segment_member sm
      where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = ${segmentId} and sm.left_at is null`,
    choices: (ctx) => sql`select s.id, s.name from segment s where s.workspace_id = ${ctx.workspaceId} order by s.id desc limit 500`,
    lists: (ctx) =>
      sql`select s.id, s.name from segment s where s.workspace_id = ${ctx.workspaceId} and s.kind = 'list' order by s.id desc limit 500`,
  }),
  ...segmentTriggers.map((trigger) => triggerKinds.of(trigger)),
]

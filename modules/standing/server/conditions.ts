import type { Facts } from '@grove/condition-kit/contract'
import { compilerOf, conditionCompilers, conditionKinds, conditionLookups, factLoaders, total } from '@grove/condition-kit/server'
import type { Extension } from '@grove/kernel/server'
import { triggerKinds } from '@grove/playbook-kit/server'
import sql, { type Sql } from 'sql-template-tag'
import {
  groupCondition,
  rfmCondition,
  scoreCondition,
  standingConditions,
  standingTriggers,
  tierCondition,
  wakeCondition,
} from '../contract/index.ts'
import { OTHERS } from '../domain/defaults.ts'
import { readSettings } from './store-settings.ts'

interface Bounds {
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
}
const ofMember = (workspaceId: number, holds: Sql) =>
  sql`exists (select 1 from standing s2 where s2.workspace_id = ${workspaceId} and ${holds} and s2.member_id = m.id)`

/** A number of the row in a range; a member without a row has `none`. */
function inRange(workspaceId: number, column: Sql, none: number, { atLeast = -1, atMost = 32_000 }: Bounds) {
  if (atLeast > atMost) return total(sql`false`)
  if (none >= atLeast && none <= atMost)
    return total(sql`not ${ofMember(workspaceId, sql`(${column} < ${atLeast} or ${column} > ${atMost})`)}`)
  return total(ofMember(workspaceId, sql`${column} between ${atLeast} and ${atMost}`))
}

const compilers = [
  compilerOf(scoreCondition, { compile: (asked, { workspaceId }) => inRange(workspaceId, sql`s2.score`, 0, asked) }),
  compilerOf(tierCondition, { compile: (asked, { workspaceId }) => inRange(workspaceId, sql`s2.tier`, 1, asked) }),
  compilerOf(groupCondition, {
    compile: (asked, { workspaceId }) =>
      asked.in.includes(1)
        ? total(sql`not ${ofMember(workspaceId, sql`s2.customer_group <> all(${asked.in}::smallint[])`)}`)
        : total(ofMember(workspaceId, sql`s2.customer_group = any(${asked.in}::smallint[])`)),
  }),
  compilerOf(rfmCondition, {
    compile: (asked, { workspaceId }) => total(ofMember(workspaceId, sql`s2.rfm = any(${asked.in}::text[])`)),
  }),
  compilerOf(wakeCondition, {
    compile: (asked, { workspaceId }) => {
      const state = sql`case when s2.asleep_since is not null then 'asleep' when s2.last_act_at is not null then 'awake' else 'never' end`
      if (asked.in.includes('never')) return total(sql`not ${ofMember(workspaceId, sql`${state} <> all(${asked.in}::text[])`)}`)
      if (asked.in.length === 1 && asked.in[0] === 'asleep') return total(ofMember(workspaceId, sql`s2.asleep_since is not null`))
      return total(ofMember(workspaceId, sql`${state} = any(${asked.in}::text[])`))
    },
  }),
]

interface Row {
  readonly id: number
  readonly score: number
  readonly tier: number
  readonly group: number
  readonly rfm: string | null
  readonly awake: string
}

const standingFacts = factLoaders.of({
  families: ['member.score', 'member.tier', 'member.group', 'member.rfm', 'member.awake'],
  load: async (ctx, request) => {
    const rows = await ctx.db.rows<Row>(sql`
      select m.id, coalesce(s.score, 0) as score, coalesce(s.tier, 1) as tier, coalesce(s.customer_group, 1) as "group", s.rfm,
        case when s.asleep_since is not null then 'asleep' when s.last_act_at is not null then 'awake' else 'never' end as awake
      from member m left join standing s on s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id
      where m.workspace_id = ${ctx.workspaceId} and m.id = any(${request.memberIds}::bigint[])`)
    return new Map(
      rows.map((row): [number, Facts] => [
        row.id,
        {
          'member.score': row.score,
          'member.tier': row.tier,
          'member.group': row.group,
          'member.rfm': row.rfm,
          'member.awake': row.awake,
        },
      ]),
    )
  },
})

const rfmLookup = conditionLookups.of({
  name: 'rfm',
  search: async (ctx, text) => {
    const { settings } = await readSettings(ctx)
    const named = settings.rfm.segments.map((one) => ({ value: one.key, label: one.name[ctx.locale] }))
    const all = [...named, { value: OTHERS, label: ctx.locale === 'zh' ? '其他' : 'Others' }]
    return all.filter((one) => one.label.toLowerCase().includes(text.toLowerCase()))
  },
  names: async (ctx, keys) => {
    const { settings } = await readSettings(ctx)
    return settings.rfm.segments.filter((one) => keys.includes(one.key)).map((one) => ({ value: one.key, label: one.name[ctx.locale] }))
  },
})

/** What standing gives to the condition language and to playbooks. */
export const standingParts: readonly Extension[] = [
  ...standingConditions.map((kind) => conditionKinds.of(kind)),
  ...compilers.map((half) => conditionCompilers.of(half)),
  standingFacts,
  rfmLookup,
  ...standingTriggers.map((kind) => triggerKinds.of(kind)),
]

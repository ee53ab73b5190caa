import { channelOf } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { ActivityKind, ChoiceOption, Mechanism, Spec, Stage } from '../contract/index.ts'
import type { CardFacts } from '../domain/card.ts'
import { mayBeTyped } from '../domain/typed-entry.ts'

export interface CardRow extends CardFacts {
  readonly id: number
  readonly communityId: number
}

interface Row {
  /** Public key of the workspace, for links. */
  readonly key: string
  readonly id: number
  readonly code: string
  readonly communityId: number
  readonly kind: ActivityKind
  readonly mechanism: Mechanism
  readonly title: string
  readonly stage: Stage
  readonly round: number
  readonly rounds: number
  readonly claims: number | null
  readonly claimed: number
  readonly text: string
  readonly options: readonly ChoiceOption[]
  readonly answer: string | null
  readonly explain: string
  readonly hasFirst: boolean
  readonly channel: string
  readonly closesAt: Date | null
  readonly entries: Spec['entries']
  readonly counts: Readonly<Record<string, number>> | null
}

/** The cards of these activities' present rounds, as they stand now. */
export async function readCards(ctx: Ctx, ids: readonly number[]): Promise<CardRow[]> {
  const rows = await ctx.db.rows<Row>(sql`
    select w.public_key as key, a.id, a.code, a.community_id as "communityId", a.kind, a.mechanism, a.title, a.stage, a.round, a.rounds,
      (a.spec ->> 'claims')::int as claims, a.claimed, r.text, r.options, r.answer, r.explain, r.first_at is not null as "hasFirst",
      c.channel, a.closes_at as "closesAt", a.spec -> 'entries' as entries,
      (select jsonb_object_agg(c.choice, c.n) from (
        select w.choice, count(*)::int as n from activity_answer w
        where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id and w.round = a.round group by w.choice) c) as counts
    from activity a join workspace w on w.id = ${ctx.workspaceId}
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = a.community_id
    join activity_round r on r.workspace_id = ${ctx.workspaceId} and r.activity_id = a.id and r.round = greatest(a.round, 1)
    where a.workspace_id = ${ctx.workspaceId} and a.id = any(${ids}::bigint[]) order by a.id`)
  return rows.map(({ counts, answer, key, channel, entries, closesAt, ...row }) => {
    const waiting = row.kind === 'guess' && row.stage === 'open' && answer === null && closesAt !== null && closesAt <= ctx.clock.now()
    const picked = new Map(Object.entries(counts ?? {}))
    return {
      ...row,
      counts: picked,
      answered: [...picked.values()].reduce((sum, n) => sum + n, 0),
      open: row.stage === 'open' && !waiting,
      waiting,
      typed: mayBeTyped(row.kind, entries, row.options.length) && (channelOf(ctx, channel)?.can.readGroup ?? false),
      // Nobody reads it before the round is revealed, not even in what a card carries.
      answer: row.stage === 'open' ? null : answer,
      url: `${ctx.app.config.baseUrl}/m/${key}/a/${row.code}`,
    }
  })
}

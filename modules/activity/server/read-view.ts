import { channelOf } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Award, PhoneView, ShownRound, Weights } from '../contract/index.ts'
import { introText } from '../domain/intro-text.ts'
import { streakOf } from '../domain/streak.ts'
import { mayBeTyped } from '../domain/typed-entry.ts'
import { winsOf } from './read-wins.ts'
import type { StoredActivity } from './store.ts'

interface RoundRow {
  readonly round: number
  readonly text: string
  readonly options: readonly { readonly key: string; readonly label: string }[]
  readonly answer: string | null
  readonly explain: string
  readonly firstAt: Date | null
  readonly revealedAt: Date | null
  readonly counts: Readonly<Record<string, number>> | null
  readonly right: number
  readonly firstName: string | null
}

/** The round at hand; before the first there is none. */
export const readRound = (ctx: Ctx, activityId: number, round: number) =>
  ctx.db.maybe<RoundRow>(sql`
    select r.round, r.text, r.options, r.answer, r.explain, r.first_at as "firstAt", r.revealed_at as "revealedAt",
      (select jsonb_object_agg(c.choice, c.n) from (
        select w.choice, count(*)::int as n from activity_answer w
        where w.workspace_id = ${ctx.workspaceId} and w.activity_id = r.activity_id and w.round = r.round group by w.choice) c) as counts,
      (select count(*)::int from activity_answer w
        where w.workspace_id = ${ctx.workspaceId} and w.activity_id = r.activity_id and w.round = r.round and w.hit) as right,
      (select m.display_name from activity_answer w join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
        where w.workspace_id = ${ctx.workspaceId} and w.activity_id = r.activity_id and w.round = r.round and w.hit
        order by w.at, w.id limit 1) as "firstName"
    from activity_round r where r.workspace_id = ${ctx.workspaceId} and r.activity_id = ${activityId} and r.round = ${round}`)

/** What may be seen of it: nothing that says the answer before it is revealed, but that somebody has it. A vote is counted in the open. */
export function shownRound(row: RoundRow | undefined, vote: boolean): ShownRound | null {
  if (!row) return null
  const revealed = row.revealedAt !== null
  const counts = row.counts ?? {}
  return {
    round: row.round,
    text: row.text,
    options: row.options.map((option) => ({ ...option, count: revealed || vote ? (counts[option.key] ?? 0) : null })),
    answer: revealed ? row.answer : null,
    explain: revealed ? row.explain : '',
    answered: Object.values(counts).reduce((sum, n) => sum + n, 0),
    right: revealed && row.answer !== null ? row.right : null,
    firstName: revealed ? row.firstName : null,
    firstAt: row.firstAt,
    revealed,
  }
}

/** What may be told of the weights: names, never conditions. */
export const toldWeights = ({ perSignIn, rules }: Weights) => ({
  perSignIn,
  rules: rules.map(({ label, tickets }) => ({ label, tickets })),
})

/** Awards without the conditions of those that are drawn. */
export const toldAwards = (awards: readonly Award[]): Award[] =>
  awards.map((award) => {
    const { who } = award
    if (who.kind !== 'draw') return award
    const rules = who.weights?.rules.map((rule) => ({ ...rule, condition: null }))
    return {
      ...award,
      who: {
        kind: who.kind,
        n: who.n,
        ...(who.weights && rules ? { weights: { ...who.weights, rules } } : {}),
        ...(who.only ? { only: { label: who.only.label, condition: null } } : {}),
      },
    }
  })

const RANKED = 20
const WINNERS_SHOWN = 200

export const readRanking = (ctx: Ctx, activityId: number) =>
  ctx.db.rows<{ rank: number; memberId: number; name: string; score: number }>(sql`
    with scores as (
      select w.member_id, count(*) filter (where w.hit)::int as score, max(w.at) filter (where w.hit) as last, max(w.id) filter (where w.hit) as last_id
      from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${activityId} group by w.member_id)
    select (row_number() over (order by s.score desc, s.last, s.last_id))::int as rank, s.member_id as "memberId", m.display_name as name, s.score
    from scores s join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    where s.score > 0 order by rank limit ${RANKED}`)

export const readHead = (ctx: Ctx, activityId: number) =>
  ctx.db.one<{ communityName: string; channel: string; members: number; joined: number; stoppedWhy: string | null }>(sql`
    select c.name as "communityName", c.channel, case when a.reached > 0 then a.reached else c.headcount end as members, a.stopped_why as "stoppedWhy",
      (select count(distinct w.member_id)::int from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id) as joined
    from activity a join community c on c.workspace_id = ${ctx.workspaceId} and c.id = a.community_id
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${activityId}`)

/** What phone and cockpit show alike. */
export async function readShared(ctx: Ctx, activity: StoredActivity) {
  const { id, code, kind, mechanism, title, communityId, stage, round, rounds, startsAt, closesAt, spec, claimed, commitment } = activity
  const head = await readHead(ctx, id)
  const row = round > 0 ? await readRound(ctx, id, round) : undefined
  const ranking = mechanism === 'rounds' && kind !== 'vote' ? await readRanking(ctx, id) : []
  const wins = await winsOf(ctx, id, { limit: WINNERS_SHOWN })
  const shared: Omit<PhoneView, 'mine'> = {
    code,
    kind,
    mechanism,
    title,
    communityId,
    stage,
    round,
    rounds,
    startsAt,
    closesAt,
    commitment,
    weights: spec.weights ? toldWeights(spec.weights) : null,
    intro: introText(spec, rounds),
    communityName: head.communityName,
    now: ctx.clock.now(),
    joined: head.joined,
    awards: toldAwards(spec.awards),
    claims: spec.claims,
    claimsLeft: spec.claims === null ? null : Math.max(0, spec.claims - claimed),
    shown: shownRound(row, kind === 'vote'),
    ranking: revealedOnly(activity, ranking),
    winners: wins.map(({ total: _total, ...win }) => win),
    wins: wins[0]?.total ?? 0,
    entryRule: spec.entries,
    typed: mayBeTyped(kind, spec.entries, row?.options.length ?? 0) && (channelOf(ctx, head.channel)?.can.readGroup ?? false),
  }
  return { shared, head, secret: row?.answer ?? null }
}

/** While a round is open its right answers stay out of the ranking: one could read off it what is right. */
const revealedOnly = <T>(activity: StoredActivity, ranking: readonly T[]): T[] => (activity.stage === 'open' ? [] : [...ranking])

export async function readMine(ctx: Ctx, activity: StoredActivity, memberId: number): Promise<PhoneView['mine']> {
  const acts = await ctx.db.rows<{ round: number; choice: string; hit: boolean }>(sql`
    select w.round, w.choice, w.hit from activity_answer w
    where w.workspace_id = ${ctx.workspaceId} and w.member_id = ${memberId} and w.activity_id = ${activity.id} order by w.round`)
  const person = await ctx.db.maybe<{ counted: boolean }>(sql`
    select m.kind = 'member' and s.role not in ('ambience', 'staff') as counted from membership s
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    where s.workspace_id = ${ctx.workspaceId} and s.community_id = ${activity.communityId} and s.member_id = ${memberId}`)
  const own = acts.find((act) => act.round === activity.round)
  const open = activity.stage === 'open'
  return {
    // A claim that came too late for a piece is none.
    choice: activity.mechanism === 'claim' && !own?.hit ? null : (own?.choice ?? null),
    right: !own || open || activity.mechanism !== 'rounds' || activity.kind === 'vote' ? null : own.hit,
    score: acts.filter((act) => act.hit && !(open && act.round === activity.round)).length,
    streak:
      activity.mechanism === 'days'
        ? streakOf(
            acts.map((act) => act.round),
            activity.round,
          ).current
        : 0,
    wins: (await winsOf(ctx, activity.id, { memberId, limit: WINNERS_SHOWN })).map(({ total: _total, ...win }) => win),
    counted: person?.counted ?? false,
  }
}

import { conditionWords, factsOf, type Facts } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts, namesOf } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import type { Profile } from '@grove/member/contract'
import { typedContactFacts } from '@grove/member/server'
import sql from 'sql-template-tag'
import { askable, conditionsOf, type Requirement, type Threshold, type Unmet } from '../contract/index.ts'
import { type EntryFacts, failingWords } from '../domain/threshold.ts'

type Known = Omit<EntryFacts, 'invited'>

/** What is known of a member at this door, as far as its threshold asks. Undefined when there is no such member. */
export async function entryFacts(ctx: Ctx, communityId: number, memberId: number, threshold: Threshold): Promise<Known | undefined> {
  const row = await ctx.db.maybe<{ approved: boolean }>(sql`
    select exists (select 1 from application a where a.workspace_id = ${ctx.workspaceId} and a.community_id = ${communityId}
      and a.member_id = m.id and a.state = 'approved') as approved
    from member m where m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId}`)
  if (!row) return undefined
  const keys = keysOf(ctx, threshold)
  const facts = await loadFacts(ctx, { communityId, memberIds: [memberId], keys, runStartAt: null })
  return { approved: row.approved, known: facts.get(memberId) ?? {} }
}

/** Somebody who was never here: the first stage, and nothing else. */
export const NOBODY: Known = { approved: false, known: { 'member.stage': 1 } }

/** What the person just typed counts as known. */
export function withTyped(ctx: Ctx, facts: Known, typed: Partial<Profile>, threshold: Threshold): Known {
  const given = askable.options.flatMap((field) => (typed[field] ? [[`member.attribute:${field}`, typed[field]] as const] : []))
  const contacts = typedContactFacts(ctx, keysOf(ctx, threshold), typed)
  return { ...facts, known: { ...facts.known, ...Object.fromEntries(given), ...contacts } as Facts }
}

function keysOf(ctx: Ctx, threshold: Threshold): readonly string[] {
  const kinds = conditionKindsOf(ctx.app)
  return [...new Set(conditionsOf(threshold).flatMap((one) => factsOf(one, kinds)))]
}

/** Requirements that are not met, as the door tells them: a condition by the operator's words, else by its failing clauses. */
export async function toldAtDoor(ctx: Ctx, missing: readonly Requirement[], known: Facts): Promise<Unmet[]> {
  const kinds = conditionKindsOf(ctx.app)
  const names = await namesOf(
    ctx,
    missing.flatMap((one) => (one.kind === 'condition' && !one.says ? [one.condition] : [])),
    kinds,
  )
  return missing.map((one) => {
    if (one.kind !== 'condition') return { kind: one.kind, words: null }
    if (one.says) return { kind: one.kind, words: { zh: one.says, en: one.says } }
    const inLocale = (locale: 'zh' | 'en') => failingWords(one.condition, known, kinds, locale, names(locale))
    return { kind: one.kind, words: { zh: inLocale('zh'), en: inLocale('en') } }
  })
}

/** The conditions of a threshold in words, for people who look after it; null beside what is no condition. */
export async function conditionSentences(ctx: Ctx, threshold: Threshold): Promise<({ zh: string; en: string } | null)[]> {
  const kinds = conditionKindsOf(ctx.app)
  const names = await namesOf(ctx, conditionsOf(threshold), kinds)
  return threshold.requirements.map((one) => {
    if (one.kind !== 'condition') return null
    const inLocale = (locale: 'zh' | 'en') => conditionWords(one.condition, kinds, locale, names(locale))
    return { zh: inLocale('zh'), en: inLocale('en') }
  })
}

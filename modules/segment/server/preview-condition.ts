import { type Condition, type ConditionKinds, conditionLines, conditionWords, evaluate, factsOf } from '@grove/condition-kit/contract'
import { loadFacts, namesOf } from '@grove/condition-kit/server'
import { inHeavyTx } from '@grove/db'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope, seenIds } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import type { ConditionLines, previewCondition as previewRoute } from '../contract/index.ts'
import { estimateOf } from '../domain/estimate.ts'
import { type Checked, checkCondition, requireAffordable } from './check-condition.ts'
import { KIND_FACT } from './evaluate-members.ts'
import { countAll, guessAll, people, spreadIds } from './read-sample.ts'

/** Counted while somebody types: exactly when it is quick, else guessed from a sample and marked as a guess. */
const QUICK = sql`set local statement_timeout = '300ms'`
const PATIENT = sql`set local statement_timeout = '60s'`
const CANCELLED = '57014'
const SAMPLED = 2000

type Answer = OutputOf<typeof previewRoute>

/** @throws what `checkCondition` throws, segment.too_costly when asked to count exactly */
export async function previewCondition(ctx: Ctx, input: InputOf<typeof previewRoute>): Promise<Answer> {
  return previewWithin(ctx, input, QUICK)
}

/** The same, with the patience given. */
export async function previewWithin(ctx: Ctx, input: InputOf<typeof previewRoute>, quick: Sql): Promise<Answer> {
  const checked = await checkCondition(ctx, input.condition, input.id)
  if (input.exact) await requireAffordable(ctx, checked)
  const said = { words: await wordsOf(ctx, checked.condition, checked.kinds), lines: await linesOf(ctx, checked.condition, checked.kinds) }
  const exact = input.exact
    ? await inHeavyTx(ctx, (heavy) => counted(heavy, checked, PATIENT))
    : await unlessSlow(() => ctx.inTx((ctx) => counted(ctx, checked, quick)))
  const sample = await unlessSlow(() => ctx.inTx((ctx) => firstOf(ctx, checked, input.sample, quick)))
  if (exact !== null && sample !== null) return { ...said, total: { count: exact, exact: true }, sample }
  const guess = await guessed(ctx, checked)
  return {
    ...said,
    total: exact === null ? { count: guess.count, exact: false } : { count: exact, exact: true },
    sample: sample ?? (await people(ctx, guess.hits.slice(0, input.sample))),
  }
}

export async function wordsOf(ctx: Ctx, condition: Condition, kinds: ConditionKinds): Promise<{ zh: string; en: string }> {
  const names = await namesOf(ctx, [condition], kinds)
  const inLocale = (locale: 'zh' | 'en') => conditionWords(condition, kinds, locale, names(locale))
  return { zh: inLocale('zh'), en: inLocale('en') }
}

/** The same line by line. */
export async function linesOf(ctx: Ctx, condition: Condition, kinds: ConditionKinds): Promise<ConditionLines> {
  const names = await namesOf(ctx, [condition], kinds)
  const inLocale = (locale: 'zh' | 'en') => conditionLines(condition, kinds, locale, names(locale))
  return { zh: inLocale('zh'), en: inLocale('en') }
}

async function counted(ctx: Ctx, { condition, compiled }: Checked, patience: Sql): Promise<number> {
  await ctx.db.exec(patience)
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*) as count from member m
    where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${compiled.where(condition)} and ${memberScope(ctx)}`)
  return count
}

async function firstOf(ctx: Ctx, { condition, compiled }: Checked, limit: number, patience: Sql): Promise<Answer['sample']> {
  if (limit === 0) return []
  await ctx.db.exec(patience)
  return ctx.db.rows<Answer['sample'][number]>(sql`
    select m.id, m.display_name as "displayName", m.city, m.stage from member m
    where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${compiled.where(condition)} and ${memberScope(ctx)}
    order by m.id desc limit ${limit}`)
}

async function unlessSlow<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: unknown }).code === CANCELLED) return null
    throw error
  }
}

/** The share of members spread evenly over all of them. */
async function guessed(ctx: Ctx, { condition, kinds }: Checked): Promise<{ count: number; hits: readonly number[] }> {
  const ids = await spreadIds(ctx, SAMPLED)
  const seen = new Set(await seenIds(ctx, ids))
  const facts = await loadFacts(ctx, { communityId: 0, memberIds: ids, keys: [KIND_FACT, ...factsOf(condition, kinds)], runStartAt: null })
  const hits = ids.filter((id) => {
    const known = facts.get(id) ?? {}
    return seen.has(id) && known[KIND_FACT] === 'member' && evaluate(condition, known, kinds)
  })
  const everybody = await unlessSlow(() =>
    ctx.inTx(async (ctx) => {
      await ctx.db.exec(QUICK)
      return countAll(ctx)
    }),
  )
  return { count: estimateOf(hits.length, ids.length, everybody ?? (await guessAll(ctx))), hits }
}

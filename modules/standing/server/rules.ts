import {
  canonical,
  type Condition,
  type ConditionKinds,
  conditionSchema,
  conditionWords,
  contradictionsOf,
  needsOf,
  partAt,
  type Path,
  sizeOf,
} from '@grove/condition-kit/contract'
import { conditionKindsOf, prepareConditions } from '@grove/condition-kit/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberScope } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  type Ladder,
  type listRules as listRoute,
  type publishRules as publishRoute,
  type RuleBook,
  STEPS,
  standingErrors,
  type tryRules as tryRoute,
} from '../contract/index.ts'
import { conditionsOf } from '../domain/conditions-of.ts'
import { defaultBooks } from '../domain/defaults.ts'
import { movers } from './judge.ts'
import { namesIn } from './names.ts'
import { startCount } from './recount.ts'
import { booksOf, insertVersion, readVersions } from './store-rule.ts'

const SAMPLES = 5

/** The rules of a ladder as they are, in words, and the versions before. */
export async function listRules(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const versions = await readVersions(ctx, input.ladder)
  const brought = {
    ladder: input.ladder,
    version: 0,
    book: defaultBooks[input.ladder],
    note: '',
    publishedBy: null,
    publishedAt: null,
  }
  const all = [...versions, brought]
  const kinds = conditionKindsOf(ctx.app)
  const now = all[0] ?? brought
  const name = await namesIn(ctx)
  return { versions: all, words: conditionsOf(now.book).map((condition) => conditionWords(condition, kinds, ctx.locale, name)) }
}

/**
 * The book as it may be used. @throws standing.bad_rule standing.rule_opposed standing.rule_twice with the place of the rule and what is wrong, standing.step_unknown
 */
async function checkBook(ctx: Ctx, ladder: Ladder, book: RuleBook): Promise<void> {
  const kinds = conditionKindsOf(ctx.app)
  const steps = STEPS[ladder]
  for (const step of [...book.rules.map((one) => one.to), ...(book.otherwise === null ? [] : [book.otherwise])])
    if (!steps.includes(step)) throw standingErrors.step_unknown({ step })
  for (const [at, { when }] of book.rules.entries()) {
    const size = sizeOf(when, { depth: 6, questions: 40 })
    if (size !== 'fits') throw standingErrors.bad_rule({ rule: at + 1, reason: size })
    const parsed = conditionSchema(kinds).safeParse(when)
    if (!parsed.success) throw standingErrors.bad_rule({ rule: at + 1, reason: parsed.error.issues[0]?.message ?? 'condition' })
    const needs = needsOf(parsed.data, kinds)
    if (needs.length > 0) throw standingErrors.bad_rule({ rule: at + 1, reason: needs.join(', ') })
    await refuseContradiction(ctx, kinds, at + 1, parsed.data)
  }
  const texts = conditionsOf(book).map(canonical)
  const twice = texts.findIndex((text, at) => texts.indexOf(text) < at)
  if (twice >= 0) throw standingErrors.rule_twice({ rule: twice + 1, first: texts.indexOf(texts[twice] ?? '') + 1 })
}

async function refuseContradiction(ctx: Ctx, kinds: ConditionKinds, rule: number, when: Condition): Promise<void> {
  const [wrong] = contradictionsOf(when, kinds)
  if (!wrong) return
  const name = await namesIn(ctx)
  const words = (path: Path) => conditionWords(partAt(when, path), kinds, ctx.locale, name)
  const { path, against = path } = wrong
  if (String(path) === String(against)) throw standingErrors.bad_rule({ rule, reason: words(path) })
  throw standingErrors.rule_opposed({ rule, question: words(path), against: words(against) })
}

/** Who would move if these rules were published: counts, some of them by name, nothing changed. */
export async function tryRules(ctx: Ctx, input: InputOf<typeof tryRoute>): Promise<OutputOf<typeof tryRoute>> {
  await checkBook(ctx, input.ladder, input.book)
  const compiled = await prepareConditions(ctx, conditionsOf(input.book))
  const rows = await ctx.db.rows<{ from: number; to: number; count: number; members: { id: number; name: string }[] }>(sql`
    with moved as materialized (${movers(ctx, input.ladder, input.book, compiled, memberScope(ctx))}),
    ranked as (select x.id, x.from_step, x.to_step, row_number() over (partition by x.from_step, x.to_step order by x.id desc) as n from moved x)
    select x.from_step as "from", x.to_step as "to", count(*)::int as count,
      coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.display_name) order by m.id desc) filter (where x.n <= ${SAMPLES}), '[]') as members
    from ranked x left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = x.id and x.n <= ${SAMPLES}
    group by x.from_step, x.to_step order by x.from_step, x.to_step`)
  const kinds = conditionKindsOf(ctx.app)
  const name = await namesIn(ctx)
  return {
    moves: rows,
    total: rows.reduce((sum, row) => sum + row.count, 0),
    words: conditionsOf(input.book).map((condition) => conditionWords(condition as Condition, kinds, ctx.locale, name)),
  }
}

/** Publishes a new version and has everybody counted anew by it. @throws standing.bad_rule standing.step_unknown standing.already_counting */
export async function publishRules(ctx: Ctx, input: InputOf<typeof publishRoute>): Promise<OutputOf<typeof publishRoute>> {
  await checkBook(ctx, input.ladder, input.book)
  return ctx.inTx(async (tx) => {
    const before = (await booksOf(tx)).find((one) => one.ladder === input.ladder)
    const version = await insertVersion(tx, input.ladder, input.book, input.note)
    await audit(tx, {
      verb: 'standing.publish',
      target: { kind: 'standing_rule', id: `${input.ladder}/${version}` },
      before: before?.book,
      after: input.book,
    })
    await startCount(tx)
    return { version }
  })
}

import { type Explanation, explain, factsOf } from '@grove/condition-kit/contract'
import { loadFacts, namesOf } from '@grove/condition-kit/server'
import { type InputOf, kernelErrors, type OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { seenIds } from '@grove/member/server'
import type { Explained, explainMember as explainRoute } from '../contract/index.ts'
import { checkCondition } from './check-condition.ts'
import { KIND_FACT } from './evaluate-members.ts'
import { people } from './read-sample.ts'

/** Which clauses hold for one member. @throws kernel.not_found and what `checkCondition` throws */
export async function explainMember(ctx: Ctx, input: InputOf<typeof explainRoute>): Promise<OutputOf<typeof explainRoute>> {
  const { condition, kinds } = await checkCondition(ctx, input.condition)
  const [person] = await people(ctx, await seenIds(ctx, [input.memberId]))
  if (!person) throw kernelErrors.not_found()
  const keys = [KIND_FACT, ...factsOf(condition, kinds)]
  const facts = (await loadFacts(ctx, { communityId: 0, memberIds: [person.id], keys, runStartAt: null })).get(person.id) ?? {}
  const names = await namesOf(ctx, [condition], kinds)
  const [zh, en] = (['zh', 'en'] as const).map((locale) => explain(condition, facts, kinds, locale, names(locale)))
  return {
    memberId: person.id,
    displayName: person.displayName,
    counted: facts[KIND_FACT] === 'member',
    explanation: inBoth(zh as Explanation, en as Explanation),
  }
}

function inBoth(zh: Explanation, en: Explanation): Explained {
  return {
    join: zh.join,
    holds: zh.holds,
    words: { zh: zh.words, en: en.words },
    parts: zh.parts.map((part, index) => inBoth(part, en.parts[index] ?? part)),
  }
}

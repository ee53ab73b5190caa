import type { Ctx } from '@grove/kernel/server'
import { type FactKey, type Facts, familyOf } from '@grove/playbook-kit/contract'
import { factLoaders } from '@grove/playbook-kit/server'
import { chanceFacts } from '../domain/index.ts'
import type { RunAtWork } from './at-work.ts'

/** Answers the keys for these members (0: the group itself) of one run, in a fixed number of statements. */
export async function loadFacts(
  ctx: Ctx,
  atWork: RunAtWork,
  memberIds: readonly number[],
  keys: readonly FactKey[],
): Promise<ReadonlyMap<number, Facts>> {
  if (keys.length === 0) return new Map(memberIds.map((id) => [id, {}]))
  const people = memberIds.filter((id) => id > 0)
  const answers = await Promise.all(
    ctx.app.registry.all(factLoaders).flatMap((loader) => {
      const own = keys.filter((key) => loader.families.includes(familyOf(key)))
      if (own.length === 0) return []
      return [
        loader.load(ctx, {
          communityId: atWork.stored.communityId,
          memberIds: people,
          keys: own,
          now: ctx.clock.now(),
          runId: atWork.stored.id,
        }),
      ]
    }),
  )
  const shared = Object.assign({}, ...answers.map((answer) => answer.get(0)))
  return new Map(
    memberIds.map((id) => [
      id,
      Object.assign({}, shared, ...(id > 0 ? answers.map((answer) => answer.get(id)) : []), chanceFacts(atWork.plan, atWork.run, id, keys)),
    ]),
  )
}

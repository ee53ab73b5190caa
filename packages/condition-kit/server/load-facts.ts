import { dayOf } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import { CLOCK_DAY, CLOCK_NOW, type FactKey, type Facts, familyOf } from '../contract/index.ts'
import type { FactRequest } from './fact-loader.ts'
import { factLoaders } from './points.ts'

/** Answers the keys for these members (0: the group itself), each loader asked once; what no loader owns stays unknown. */
export async function loadFacts(
  ctx: Ctx,
  request: Omit<FactRequest, 'now'> & { readonly now?: Date },
): Promise<ReadonlyMap<number, Facts>> {
  const { memberIds, keys, now = ctx.clock.now() } = request
  if (keys.length === 0) return new Map(memberIds.map((id) => [id, {}]))
  const people = memberIds.filter((id) => id > 0)
  const answers: ReadonlyMap<number, Facts>[] = []
  for (const loader of ctx.app.registry.all(factLoaders)) {
    const own = keys.filter((key) => loader.families.includes(familyOf(key)))
    if (own.length) answers.push(await loader.load(ctx, { ...request, memberIds: people, keys: own, now }))
  }
  const shared: Facts = Object.assign(clockFacts(ctx, now, keys), ...answers.map((answer) => answer.get(0)))
  return new Map(
    memberIds.map((id): [number, Facts] => [id, id > 0 ? Object.assign({}, shared, ...answers.map((answer) => answer.get(id))) : shared]),
  )
}

function clockFacts(ctx: Ctx, now: Date, keys: readonly FactKey[]): Record<string, string | number> {
  return {
    ...(keys.includes(CLOCK_NOW) ? { [CLOCK_NOW]: now.getTime() } : {}),
    ...(keys.includes(CLOCK_DAY) ? { [CLOCK_DAY]: dayOf(now.getTime(), ctx.zone) } : {}),
  }
}

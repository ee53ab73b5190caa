import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { touchForecasts } from '@grove/playbook-kit/server'
import { type listUnreached as ListUnreached, type Preview, runErrors } from '../contract/index.ts'
import type { LeavingTouch } from '../domain/preview/index.ts'
import { visibleCommunities } from './store-community.ts'

/** What whoever knows says would not arrive. Members who join later are nobody yet: only those there today are asked about. */
export async function unreachedBy(
  ctx: Ctx,
  leaving: readonly LeavingTouch[],
  { communityIds, members }: { readonly communityIds: readonly number[]; readonly members: number },
): Promise<Preview['unreached']> {
  const planned = {
    communityIds,
    members,
    group: leaving.filter((one) => one.toGroup).map((one) => new Date(one.at)),
    member: leaving.filter((one) => !one.toGroup && one.cohort <= 1).map((one) => new Date(one.at)),
  }
  const found: Preview['unreached'] = []
  for (const forecast of ctx.app.registry.all(touchForecasts))
    for (const one of await forecast.foresee(ctx, planned))
      found.push({ ...one, key: one.key === null ? null : `${forecast.name} ${one.key}` })
  return found
}

/** @throws run.not_found */
export async function listUnreached(ctx: Ctx, input: InputOf<typeof ListUnreached>): Promise<OutputOf<typeof ListUnreached>> {
  const [community] = await visibleCommunities(ctx, [input.communityId])
  if (!community) throw runErrors.not_found()
  const name = input.key.split(' ', 1)[0] ?? ''
  const forecast = ctx.app.registry.all(touchForecasts).find((one) => one.name === name)
  const page = { after: Number(input.cursor) || 0, limit: input.limit + 1 }
  const rows = (await forecast?.list(ctx, { communityId: community.id, key: input.key.slice(name.length + 1) }, page)) ?? []
  const items = rows.slice(0, input.limit)
  return { items, next: rows.length > input.limit ? String(items.at(-1)?.id) : null, total: null }
}

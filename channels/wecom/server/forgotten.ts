import { channelForgotten } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import type { SeenCustomer } from './copy-customers.ts'
import type { SeenGroup } from './copy-groups.ts'
import { KIND } from './follow-mass.ts'

/** Others did it for them: shared by a colleague, handed over by the company. */
const NOT_BY_THEMSELVES: readonly (number | null)[] = [201, 202]

/** When a customer last added one of the staff; null when that is not known. */
export function actedAt({ follows }: Pick<SeenCustomer, 'follows'>): Date | null {
  const own = follows.flatMap(({ since, addWay }) => (since === null || NOT_BY_THEMSELVES.includes(addWay) ? [] : [since]))
  return own.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null)
}

/** The copy takes in no name, picture or remark of those who were forgotten and have done nothing since. */
export async function withoutForgotten(ctx: Ctx, customers: readonly SeenCustomer[]): Promise<readonly SeenCustomer[]> {
  const gone = await forgotten(
    ctx,
    customers.map((one) => ({ externalId: one.externalUserid, actedAt: actedAt(one) })),
  )
  if (gone.size === 0) return customers
  return customers.map((one) =>
    gone.has(one.externalUserid)
      ? { ...one, name: '', avatarUrl: null, unionid: null, follows: one.follows.map((follow) => ({ ...follow, remark: '' })) }
      : one,
  )
}

/** The same for rosters. */
export async function withoutForgottenNames(ctx: Ctx, groups: readonly SeenGroup[]): Promise<readonly SeenGroup[]> {
  const outside = groups.flatMap((group) => group.members.filter((one) => one.kind === 2))
  const gone = await forgotten(
    ctx,
    outside.map((one) => ({ externalId: one.userid, actedAt: one.joinedAt })),
  )
  if (gone.size === 0) return groups
  return groups.map((group) => ({ ...group, members: group.members.map((one) => (gone.has(one.userid) ? { ...one, name: '' } : one)) }))
}

async function forgotten(
  ctx: Ctx,
  people: readonly { readonly externalId: string; readonly actedAt: Date | null }[],
): Promise<Set<string>> {
  const gone = new Set<string>()
  for (const ask of ctx.app.registry.all(channelForgotten)) for (const id of await ask(ctx, KIND, people)) gone.add(id)
  return gone
}

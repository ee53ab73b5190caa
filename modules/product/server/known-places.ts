import { type Ctx, extensionPoint } from '@grove/kernel/server'

/** Which of some communities exist; told by the module that owns them. */
export const orderPlaces = extensionPoint<(ctx: Ctx, communityIds: readonly number[]) => Promise<readonly number[]>>('product.places')

export async function knownPlaces(ctx: Ctx, communityIds: readonly number[]): Promise<ReadonlySet<number>> {
  const wanted = [...new Set(communityIds)]
  if (wanted.length === 0) return new Set()
  const known = new Set<number>()
  for (const ask of ctx.app.registry.all(orderPlaces)) for (const id of await ask(ctx, wanted)) known.add(id)
  return known
}

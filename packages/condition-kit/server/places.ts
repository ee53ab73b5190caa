import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Use } from '../contract/index.ts'

/** Something that holds a condition. */
export interface Place {
  /** `segment`, `playbook`, `community`, … */
  readonly kind: string
  readonly id: number
  readonly name: string
}

/** Told by modules that keep conditions: where a thing is named by one. */
export const conditionPlaces = extensionPoint<(ctx: Ctx, use: Use) => Promise<readonly Place[]>>('condition.places')

/** Everything that would ask for nothing if this went away; ask before a tag, an attribute or a segment is removed. */
export async function placesOf(ctx: Ctx, use: Use): Promise<readonly Place[]> {
  const found: Place[] = []
  for (const places of ctx.app.registry.all(conditionPlaces)) found.push(...(await places(ctx, use)))
  return found
}

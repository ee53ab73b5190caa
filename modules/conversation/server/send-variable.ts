import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Values } from '../domain/render.ts'
import type { Targets } from './send-targets.ts'

export interface VariableTarget {
  readonly communityId: number
  /** 0: the whole group. */
  readonly memberId: number
}

/** Values of `{variables}` that other modules know, e.g. `{points}`. One call for a whole batch. */
export interface VariableLoader {
  readonly owns: (name: string) => boolean
  /** Values by target, in the order of `targets`. */
  readonly load: (ctx: Ctx, targets: readonly VariableTarget[], names: readonly string[]) => Promise<readonly Values[]>
}
export const variableLoaders = extensionPoint<VariableLoader>('send.variable')

const ATTRIBUTE = 'attribute.'
const CORE = new Set(['name', 'community', 'owner'])

/** Whether anybody can ever put a value in. */
export function isVariable(ctx: Ctx, name: string): boolean {
  return CORE.has(name) || name.startsWith(ATTRIBUTE) || ctx.app.registry.all(variableLoaders).some((loader) => loader.owns(name))
}

/** Values for each target: `name`, `attribute.*`, `community`, `owner`, and what other modules add. */
export async function loadValues(
  ctx: Ctx,
  targets: readonly VariableTarget[],
  names: readonly string[],
  known: Targets,
): Promise<Values[]> {
  const values: Record<string, string | undefined>[] = targets.map((target) => coreValues(target, names, known))
  for (const loader of ctx.app.registry.all(variableLoaders)) {
    const wanted = names.filter((name) => loader.owns(name))
    if (wanted.length === 0) continue
    const loaded = await loader.load(ctx, targets, wanted)
    values.forEach((own, index) => Object.assign(own, loaded[index]))
  }
  return values
}

function coreValues(target: VariableTarget, names: readonly string[], known: Targets): Record<string, string | undefined> {
  const community = known.communities.get(target.communityId)
  const member = known.members.get(target.memberId)
  const values: Record<string, string | undefined> = {
    name: member?.name,
    community: community?.name,
    owner: community?.owner ?? undefined,
  }
  for (const name of names) if (name.startsWith(ATTRIBUTE)) values[name] = plain(member?.attributes[name.slice(ATTRIBUTE.length)])
  return values
}

/** Only what reads well in a sentence; lists and objects count as missing. */
function plain(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

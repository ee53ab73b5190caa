import { type Ctx, extensionPoint } from '@grove/kernel/server'
import { memberErrors, type Tag, type TagUse } from '../../contract/index.ts'
import { findTagById } from './store.ts'

/** Modules whose data name tags tell where: a playbook's condition, a saved view, a rule. At most a few dozen each. */
export const tagNamers = extensionPoint<(ctx: Ctx, tag: Tag) => Promise<readonly TagUse[]>>('member.tag-uses')

/** Everything that would miss this tag. @throws member.tag_not_found */
export async function tagUses(ctx: Ctx, input: { readonly id: number }): Promise<{ items: TagUse[] }> {
  const tag = await findTagById(ctx, input.id)
  if (!tag) throw memberErrors.tag_not_found()
  return { items: await usesOf(ctx, tag) }
}

export async function usesOf(ctx: Ctx, tag: Tag): Promise<TagUse[]> {
  const uses: TagUse[] = []
  for (const ask of ctx.app.registry.all(tagNamers)) uses.push(...(await ask(ctx, tag)))
  return uses
}

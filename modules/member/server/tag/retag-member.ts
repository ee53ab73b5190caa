import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { memberUntagged } from '../../contract/index.ts'
import { ensureTags } from './store.ts'
import { putTags } from './tag-members.ts'
import { markUntagged } from './untagged.ts'

interface Taken {
  readonly tagId: number
  readonly tag: string
  readonly counted: boolean
}

/** What one member said of themselves, as tags by name: some are given (made when new), others taken. What is so already stays. */
export async function retagMember(
  ctx: Ctx,
  input: { readonly memberId: number; readonly give: readonly string[]; readonly take: readonly string[] },
): Promise<void> {
  await ctx.inTx(async (ctx) => {
    const taken = input.take.length ? await takeTags(ctx, input.memberId, input.take) : []
    if (taken.length) await markUntagged(ctx, [input.memberId])
    await emit(
      ctx,
      taken.map(({ tagId, tag, counted }) => ({ kind: memberUntagged, memberId: input.memberId, counted, data: { tagId, tag } })),
    )
    if (input.give.length === 0) return
    const tags = await ensureTags(ctx, input.give)
    await putTags(
      ctx,
      tags,
      tags.map((tag) => ({ memberId: input.memberId, tagId: tag.id })),
    )
  })
}

function takeTags(ctx: Ctx, memberId: number, names: readonly string[]): Promise<Taken[]> {
  return ctx.db.rows<Taken>(sql`
    delete from member_tag mt using tag t, member m
    where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = ${memberId} and t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
      and t.name = any(${names}::text[]) and m.workspace_id = ${ctx.workspaceId} and m.id = mt.member_id
    returning mt.tag_id as "tagId", t.name as tag, m.kind = 'member' as counted`)
}

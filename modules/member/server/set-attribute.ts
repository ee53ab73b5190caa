import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type AttributeValue, memberAttributeSet } from '../contract/index.ts'
import { type Chosen, chosenIds } from './chosen-members.ts'
import { fitted } from './fields.ts'

interface Changed {
  readonly memberId: number
  readonly before: AttributeValue
  readonly counted: boolean
}

/** Sets one free attribute of members; null takes it away. Members that have that value already are left alone. */
export async function setAttribute(
  ctx: Ctx,
  input: Chosen & { readonly key: string; readonly value: AttributeValue },
): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const value = (await fitted(ctx, { [input.key]: input.value }))[input.key] ?? null
    const changed = await writeAttribute(ctx, await chosenIds(ctx, input), input.key, value)
    await emit(
      ctx,
      changed.map((one) => ({
        kind: memberAttributeSet,
        memberId: one.memberId,
        counted: one.counted,
        data: { key: input.key, value, before: one.before },
      })),
    )
    if (ctx.actor.kind === 'staff')
      await audit(
        ctx,
        changed.map((one) => ({
          verb: 'member.set_attribute',
          target: { kind: 'member', id: one.memberId },
          before: { [input.key]: one.before },
          after: { [input.key]: value },
        })),
      )
    return { changed: changed.length }
  })
}

function writeAttribute(ctx: Ctx, memberIds: readonly number[], key: string, value: AttributeValue): Promise<Changed[]> {
  const json = JSON.stringify(value)
  return ctx.db.rows<Changed>(sql`
    with locked as (
      select id, attributes -> ${key}::text as before from member
      where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[])
        and coalesce(attributes -> ${key}::text, 'null'::jsonb) <> ${json}::jsonb
      order by id for update)
    update member m set updated_at = ${ctx.clock.now()},
      attributes = case when ${value === null} then m.attributes - ${key}::text
        else m.attributes || jsonb_build_object(${key}::text, ${json}::jsonb) end
    from locked l where m.workspace_id = ${ctx.workspaceId} and m.id = l.id
    returning m.id as "memberId", l.before, m.kind = 'member' as counted`)
}

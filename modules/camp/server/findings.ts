import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  type addFinding as addRoute,
  campErrors,
  type decideFinding as decideRoute,
  type Finding,
  type listFindings as listRoute,
} from '../contract/index.ts'
import { editionOf } from './store-edition.ts'
import { findTemplate } from './store-template.ts'

/** @throws camp.template_not_found */
export async function listFindings(ctx: Ctx, { id, cursor, limit }: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  if (!(await findTemplate(ctx, id))) throw campErrors.template_not_found()
  const place = readCursor(cursor)
  const rows = await ctx.db.rows<Finding & { key: string }>(sql`
    select f.id, (f.state <> 'open')::text as key, f.edition_id as "editionId", e.name as edition, f.text, f.change, f.state, f.created_at as "createdAt" from camp_finding f
    join camp_edition e on e.workspace_id = ${ctx.workspaceId} and e.id = f.edition_id
    where f.workspace_id = ${ctx.workspaceId} and f.template_id = ${id}
      and ${place ? sql`(f.state <> 'open', -f.id) > (${place.key === 'true'}::boolean, ${-place.id}::bigint)` : sql`true`}
    order by f.state <> 'open', f.id desc limit ${limit + 1}`)
  const page = pageOfRows(rows, limit)
  return { items: page.items.map(({ key: _key, ...row }) => row), next: page.next, total: null }
}

/** @throws camp.not_found */
export async function addFinding(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, input.id)
    const { id } = await ctx.db.one<{ id: number }>(sql`
      insert into camp_finding (workspace_id, template_id, edition_id, text, change, state, created_at)
      values (${ctx.workspaceId}, ${edition.templateId}, ${edition.id}, ${input.text}, ${input.change}, 'open', ${ctx.clock.now()}) returning id`)
    await audit(ctx, {
      verb: 'camp.add_finding',
      target: { kind: 'camp', id: edition.id },
      after: { text: input.text, change: input.change },
    })
    return { id }
  })
}

/** @throws camp.finding_not_found */
export async function decideFinding(ctx: Ctx, input: InputOf<typeof decideRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const found = await ctx.db.maybe<{ templateId: number; state: string }>(sql`
      select f.template_id as "templateId", f.state from camp_finding f where f.workspace_id = ${ctx.workspaceId} and f.id = ${input.id} for update`)
    if (!found) throw campErrors.finding_not_found()
    if (found.state === input.state) return { changed: 0 }
    const decidedAt = input.state === 'open' ? null : ctx.clock.now()
    const changed = await ctx.db.exec(sql`
      update camp_finding set state = ${input.state}, decided_at = ${decidedAt} where workspace_id = ${ctx.workspaceId} and id = ${input.id}`)
    await audit(ctx, {
      verb: 'camp.decide_finding',
      target: { kind: 'camp_template', id: found.templateId },
      before: { state: found.state },
      after: { state: input.state },
    })
    return { changed }
  })
}

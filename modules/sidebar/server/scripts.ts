import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { anywhere, audit, type Ctx } from '@grove/kernel/server'
import { readCursor, writeCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type listScripts as ListScripts, type saveScript as SaveScript, type Script, sidebarErrors } from '../contract/index.ts'

/** By title, one page. */
export async function listScripts(ctx: Ctx, input: InputOf<typeof ListScripts>): Promise<OutputOf<typeof ListScripts>> {
  const place = readCursor(input.cursor)
  const wanted = input.text ? anywhere(input.text.toLowerCase()) : null
  const rows = await ctx.db.rows<Script>(sql`
    select s.id, s.title, s.text, s.place from script s
    where s.workspace_id = ${ctx.workspaceId} and ${place ? sql`(s.title, s.id) > (${place.key}, ${place.id}::bigint)` : sql`true`}
      and (${input.place ?? null}::text is null or s.place in (${input.place ?? null}, 'both'))
      and (${wanted}::text is null or lower(s.title || ' ' || s.text) like ${wanted})
    order by s.title, s.id limit ${input.limit + 1}`)
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  return { items, next: rows.length > input.limit && last ? writeCursor({ key: last.title, id: last.id }) : null, total: null }
}

/** @throws sidebar.script_not_found */
export function saveScript(ctx: Ctx, input: InputOf<typeof SaveScript>): Promise<{ id: number }> {
  return ctx.inTx(async (tx) => {
    const { id, title, text, place } = input
    const now = tx.clock.now()
    if (id === undefined) {
      const made = await tx.db.one<{ id: number }>(sql`
        insert into script (workspace_id, title, text, place, updated_at) values (${tx.workspaceId}, ${title}, ${text}, ${place}, ${now}) returning id`)
      await audit(tx, { verb: 'script.create', target: { kind: 'script', id: made.id }, after: { title, text, place } })
      return made
    }
    const before = await lockScript(tx, id)
    await tx.db.exec(sql`
      update script set title = ${title}, text = ${text}, place = ${place}, updated_at = ${now} where workspace_id = ${tx.workspaceId} and id = ${id}`)
    await audit(tx, { verb: 'script.update', target: { kind: 'script', id }, before, after: { title, text, place } })
    return { id }
  })
}

/** @throws sidebar.script_not_found */
export function removeScript(ctx: Ctx, input: { readonly id: number }): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const before = await lockScript(tx, input.id)
    await tx.db.exec(sql`delete from script where workspace_id = ${tx.workspaceId} and id = ${input.id}`)
    await audit(tx, { verb: 'script.delete', target: { kind: 'script', id: input.id }, before })
    return { ok: true }
  })
}

async function lockScript(ctx: Ctx, id: number): Promise<Omit<Script, 'id'>> {
  const row = await ctx.db.maybe<Omit<Script, 'id'>>(sql`
    select s.title, s.text, s.place from script s where s.workspace_id = ${ctx.workspaceId} and s.id = ${id} for update`)
  if (!row) throw sidebarErrors.script_not_found()
  return row
}

import { createTranslator } from '@grove/i18n'
import { audit, type Ctx } from '@grove/kernel/server'
import sql, { raw, type Sql } from 'sql-template-tag'
import { memberErrors } from '../contract/index.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { openContact } from './contact.ts'
import { allTables, type MemberTable } from './member-table.ts'
import { getMember } from './read-detail.ts'
import { identitiesOfMembers } from './store-identity.ts'
import { sealedContacts } from './store-member.ts'
import { bytesOf } from './table-response.ts'

const PAGE = 500

/**
 * Everything the modules keep of one member, as one JSON file: read page after page while it is being written, so memory stays flat.
 * For a person who asks for their data; taking it is audited. @throws member.not_found
 */
export async function exportMemberData(ctx: Ctx, input: { readonly id: number }): Promise<Response> {
  const { tags, identities: _masked, ...record } = await getMember(ctx, { id: input.id })
  const sealed = await sealedContacts(ctx, input.id)
  if (!sealed) throw memberErrors.not_found()
  if (ctx.actor.kind !== 'member') await audit(ctx, { verb: 'member.export_data', target: { kind: 'member', id: input.id } })
  const profile = {
    ...record,
    phone: openContact(ctx, 'phone', sealed.phone),
    email: openContact(ctx, 'email', sealed.email),
    identities: (await identitiesOfMembers(ctx, [input.id])).map(({ channel, externalId }) => ({ channel, externalId })),
    tags: tags.map((tag) => tag.name),
  }
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const text = async function* () {
    yield `{"madeAt":${JSON.stringify(ctx.clock.now())},"profile":${JSON.stringify(profile)},"records":[`
    let first = true
    for (const table of allTables(ctx)) {
      if (!table.exports?.length) continue
      const key = `member.data.${table.table}`
      for await (const row of rowsOf(ctx, table, input.id)) {
        yield `${first ? '' : ','}\n${JSON.stringify({ of: t.has(key) ? t(key) : table.table, ...row })}`
        first = false
      }
    }
    yield ']}\n'
  }
  return new Response(bytesOf(text()), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="member-${input.id}.json"`,
      'cache-control': 'no-store',
    },
  })
}

async function* rowsOf(ctx: Ctx, table: MemberTable, memberId: number): AsyncGenerator<object, void> {
  let after: object | undefined
  for (;;) {
    const page = await readRows(ctx, table, memberId, after)
    for (const one of page) yield one.row
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.key
  }
}

function readRows(ctx: Ctx, table: MemberTable, memberId: number, after: object | undefined): Promise<{ key: object; row: object }[]> {
  const [name, column] = [raw(`"${table.table}"`), raw(`"${table.column}"`)]
  const list = (alias: string, names: readonly string[]): Sql => raw(names.map((one) => `${alias}."${one}"`).join(', '))
  const object = (names: readonly string[]): Sql => raw(`jsonb_build_object(${names.map((one) => `'${one}', t."${one}"`).join(', ')})`)
  const later = after
    ? sql`(${list('t', table.key)}) > (select ${list('b', table.key)} from jsonb_populate_record(null::${name}, ${JSON.stringify(after)}::jsonb) b)`
    : sql`true`
  return ctx.db.rows(sql`
    select ${object(table.key)} as key, ${object(table.exports ?? [])} as row from ${name} t
    where t.workspace_id = ${ctx.workspaceId} and t.${column} = ${memberId} and ${table.where ? table.where(raw('t')) : sql`true`} and ${later}
    order by ${list('t', table.key)} limit ${PAGE}`)
}

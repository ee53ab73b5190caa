import { type Facts, familyOf } from '@grove/condition-kit/contract'
import {
  compilerOf,
  conditionCompilers,
  conditionKinds,
  conditionLookups,
  type FactLoader,
  factLoaders,
  total,
} from '@grove/condition-kit/server'
import { type Extension, requireRight } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { formAnsweredCondition } from '../contract/index.ts'
import { findFormsByKey, searchForms } from './store-form.ts'

/** `form.answered:<key>`: whether the member has answered the form of that key. */
const facts: FactLoader = {
  families: ['form.answered'],
  load: async (ctx, request) => {
    const keys = request.keys.map((fact) => fact.slice(familyOf(fact).length + 1))
    const rows = await ctx.db.rows<{ memberId: number; key: string }>(sql`
      select a.member_id as "memberId", f.key from form f
      join form_answer a on a.workspace_id = ${ctx.workspaceId} and a.form_id = f.id and a.member_id = any(${request.memberIds}::bigint[])
      where f.workspace_id = ${ctx.workspaceId} and f.key = any(${keys}::text[])`)
    const answered = new Set(rows.map((row) => `${row.memberId} ${row.key}`))
    return new Map(
      request.memberIds.map((id): [number, Facts] => [
        id,
        Object.fromEntries(keys.map((key) => [`form.answered:${key}`, answered.has(`${id} ${key}`)])),
      ]),
    )
  },
}

const compiler = compilerOf(formAnsweredCondition, {
  prepare: async (ctx, asked): Promise<ReadonlyMap<string, number>> => {
    const forms = await findFormsByKey(
      ctx,
      asked.map((one) => one.form),
    )
    return new Map(forms.map((form) => [form.key, form.id]))
  },
  compile: ({ form }, scope, found) => {
    const id = found.get(form)
    return total(
      id === undefined
        ? sql`false`
        : sql`exists (select 1 from form_answer a where a.workspace_id = ${scope.workspaceId} and a.form_id = ${id} and a.member_id = m.id)`,
    )
  },
})

const labelOf = ({ key, title }: { readonly key: string; readonly title: string }) => ({ value: key, label: title })

/** What this module gives to the condition language. */
export const conditionParts: readonly Extension[] = [
  conditionKinds.of(formAnsweredCondition),
  factLoaders.of(facts),
  conditionCompilers.of(compiler),
  conditionLookups.of({
    name: 'form',
    search: async (ctx, text) => {
      requireRight(ctx, 'form.read')
      return (await searchForms(ctx, text)).map(labelOf)
    },
    names: async (ctx, keys) => (await findFormsByKey(ctx, keys)).map(labelOf),
  }),
]

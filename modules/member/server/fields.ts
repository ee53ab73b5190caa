import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx, extensionPoint } from '@grove/kernel/server'
import {
  type AttributeValue,
  type archiveField as archiveRoute,
  type FieldUse,
  type fieldUsesRoute,
  type listFields as listRoute,
  type MemberField,
  memberErrors,
  type orderFields as orderRoute,
  type saveField as saveRoute,
} from '../contract/index.ts'
import { fitAttributes } from '../domain/fit-value.ts'
import { allFields, lockField, membersWithField, setArchived, upsertField, writeOrder } from './store-field.ts'

/** Modules whose data name fields tell where: a playbook's step or condition, a segment, a threshold. At most a few dozen each. */
export const fieldNamers = extensionPoint<(ctx: Ctx, key: string) => Promise<readonly FieldUse[]>>('member.field-uses')

/** Fields of our own that the actor may see. */
export async function listFields(ctx: Ctx): Promise<OutputOf<typeof listRoute>> {
  return { items: (await allFields(ctx)).filter((field) => mayLook(ctx, field)) }
}

function mayLook({ actor }: Ctx, field: Pick<MemberField, 'roles'>): boolean {
  if (field.roles === null) return true
  if (actor.kind === 'staff') return actor.role === 'head' || field.roles.includes(actor.role)
  return actor.kind === 'system' || actor.kind === 'member'
}

/** Attributes without those whose field is not for the actor's role. */
export async function seenAttributes(
  ctx: Ctx,
  attributes: Readonly<Record<string, AttributeValue>>,
): Promise<Record<string, AttributeValue>> {
  const hidden = await hiddenKeys(ctx)
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !hidden.has(key)))
}

export async function hiddenKeys(ctx: Ctx): Promise<ReadonlySet<string>> {
  if (ctx.actor.kind === 'system') return new Set()
  return new Set((await allFields(ctx)).flatMap((field) => (mayLook(ctx, field) ? [] : [field.key])))
}

/**
 * Attributes as their fields want them, before they are written; every way in goes through here.
 * @throws member.field_hidden member.field_not_number and the other faults of a value
 */
export async function fitted(ctx: Ctx, attributes: Readonly<Record<string, AttributeValue>>): Promise<Record<string, AttributeValue>> {
  if (Object.keys(attributes).length === 0) return {}
  const fields = await allFields(ctx)
  const hidden = fields.find((field) => field.key in attributes && !mayLook(ctx, field))
  if (hidden) throw memberErrors.field_hidden({ key: hidden.key })
  const result = fitAttributes(new Map(fields.filter((field) => !field.archivedAt).map((field) => [field.key, field])), attributes)
  if ('fault' in result) throw memberErrors[`field_${result.fault}`]({ key: result.key })
  return result.attributes
}

/** @throws member.field_type_stays member.field_options_missing member.field_rules */
export async function saveField(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<OutputOf<typeof saveRoute>> {
  return ctx.inTx(async (ctx) => {
    const before = await lockField(ctx, input.key)
    const field = {
      ...input,
      options: input.options ?? before?.options ?? [],
      rules: input.rules ?? before?.rules ?? {},
      required: input.required ?? before?.required ?? false,
      roles: input.roles === undefined ? (before?.roles ?? null) : input.roles,
    }
    if (before && before.type !== field.type) throw memberErrors.field_type_stays({ key: field.key })
    const choice = field.type === 'single' || field.type === 'multi'
    if (choice && new Set(field.options).size === 0) throw memberErrors.field_options_missing()
    const { min, max } = field.rules
    if (min !== undefined && max !== undefined && min > max) throw memberErrors.field_rules()
    const options = choice ? [...new Set(field.options)] : []
    await upsertField(ctx, { ...field, options })
    const target = { kind: 'member_field', id: field.key }
    await audit(ctx, { verb: 'field.save', target, ...(before && { before }), after: { ...field, options } })
    return { created: !before }
  })
}

export async function orderFields(ctx: Ctx, input: InputOf<typeof orderRoute>): Promise<OutputOf<typeof orderRoute>> {
  return ctx.inTx(async (ctx) => {
    const changed = await writeOrder(ctx, input.keys)
    if (changed) await audit(ctx, { verb: 'field.order', target: { kind: 'member_field', id: 'all' }, after: { keys: input.keys } })
    return { changed }
  })
}

/** Values stay with their members; a field put away asks nothing and checks nothing. @throws member.field_not_found member.field_in_use */
export async function archiveField(ctx: Ctx, input: InputOf<typeof archiveRoute>): Promise<OutputOf<typeof archiveRoute>> {
  return ctx.inTx(async (ctx) => {
    const field = await lockField(ctx, input.key)
    if (!field) throw memberErrors.field_not_found()
    const uses = input.archived && !input.anyway ? await usesOf(ctx, input.key) : []
    if (uses.length) throw memberErrors.field_in_use({ key: input.key, where: uses.map((use) => use.name).slice(0, 10) })
    const changed = await setArchived(ctx, input.key, input.archived)
    if (changed)
      await audit(ctx, { verb: 'field.archive', target: { kind: 'member_field', id: input.key }, after: { archived: input.archived } })
    return { changed }
  })
}

async function usesOf(ctx: Ctx, key: string): Promise<FieldUse[]> {
  const uses: FieldUse[] = []
  for (const ask of ctx.app.registry.all(fieldNamers)) uses.push(...(await ask(ctx, key)))
  return uses
}

/** Everything that would miss this field, and how many members have a value. */
export async function fieldUses(ctx: Ctx, input: { readonly key: string }): Promise<OutputOf<typeof fieldUsesRoute>> {
  return { items: await usesOf(ctx, input.key), ...(await membersWithField(ctx, input.key)) }
}

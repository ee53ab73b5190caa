import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type AttributeValue, type Identity, memberErrors, memberUpdated, type updateMember as updateRoute } from '../contract/index.ts'
import { maskedFields } from './contact.ts'
import { liftErased, noteReturns, refuseErased } from './erased-marks.ts'
import { fitted } from './fields.ts'
import { seenIds } from './read-seen.ts'
import { requireOwner } from './require-owner.ts'
import { deleteIdentities, findIdentities, identitiesOfMembers, insertIdentities } from './store-identity.ts'
import { lockMembers, type MemberRecord, saveMembers } from './store-member.ts'
import { indexMembers } from './store-search.ts'

type Input = InputOf<typeof updateRoute>

/**
 * Changes the fields given; attributes are merged, null takes one away. Answers 0 changed when everything was so already.
 * Whoever was forgotten comes back by a phone or e-mail they write themselves; others cannot write it.
 * @throws member.field_* (a value its field does not take) member.not_found member.identity_taken member.unknown_owner member.erased_before
 */
export async function updateMember(ctx: Ctx, input: Input): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const [id] = await seenIds(ctx, [input.id])
    const [before] = id === undefined ? [] : await lockMembers(ctx, [id])
    if (!before) throw memberErrors.not_found()
    const attributes = input.attributes ? await fitted(ctx, input.attributes) : undefined
    const after = merged(before, { ...input, ...(attributes && { attributes }) })
    const fields = changedFields(before, after)
    if (fields.length === 0) return { changed: 0 }
    if (fields.includes('ownerStaffId')) await requireOwner(ctx, after.ownerStaffId)
    await moveIdentity(ctx, before, after, 'phone')
    await moveIdentity(ctx, before, after, 'email')
    const numbers = (await identitiesOfMembers(ctx, [before.id])).flatMap((one) => (one.channel === 'number' ? [one.externalId] : []))
    await saveMembers(ctx, [{ ...after, numbers }])
    await indexMembers(ctx, [{ ...after, numbers }], { fresh: false })
    await emit(ctx, [{ kind: memberUpdated, memberId: before.id, counted: after.kind === 'member', data: { fields } }])
    await audit(ctx, {
      verb: 'member.update',
      target: { kind: 'member', id: before.id },
      before: maskedFields(only(before, fields)),
      after: maskedFields(only(after, fields)),
    })
    return { changed: 1 }
  })
}

function merged(before: MemberRecord, input: Input): MemberRecord {
  const { id: _id, attributes, ...fields } = input
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { ...before, ...given, attributes: mergeAttributes(before.attributes, attributes ?? {}) }
}

/** Null takes an attribute away. */
export function mergeAttributes(
  before: Readonly<Record<string, AttributeValue>>,
  given: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null))
}

/** Names of the fields that differ; attributes read `attributes.<name>`. */
export function changedFields(before: MemberRecord, after: MemberRecord): string[] {
  const names = Object.keys(after).filter((name) => name !== 'attributes' && name !== 'id') as (keyof MemberRecord)[]
  const keys = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])
  return [
    ...names.filter((name) => before[name] !== after[name]),
    ...[...keys].filter((key) => before.attributes[key] !== after.attributes[key]).map((key) => `attributes.${key}`),
  ]
}

function only(record: MemberRecord, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [
      field,
      field.startsWith('attributes.') ? record.attributes[field.slice('attributes.'.length)] : record[field as keyof MemberRecord],
    ]),
  )
}

async function moveIdentity(ctx: Ctx, before: MemberRecord, after: MemberRecord, channel: 'phone' | 'email'): Promise<void> {
  if (before[channel] === after[channel]) return
  if (before[channel]) await deleteIdentities(ctx, [{ channel, externalId: before[channel], memberId: before.id }])
  if (!after[channel]) return
  const wanted: Identity = { channel, externalId: after[channel] }
  if (ctx.actor.kind !== 'member') await refuseErased(ctx, [wanted])
  else if ((await liftErased(ctx, [wanted])).length) await noteReturns(ctx, [{ memberId: before.id, channel }])
  const added = await insertIdentities(ctx, [{ ...wanted, memberId: before.id }])
  if (added.length) return
  const [holder] = await findIdentities(ctx, [wanted])
  throw memberErrors.identity_taken({ channel, ...(holder ? { memberId: holder.memberId } : {}) })
}

import { emit } from '@grove/event-log'
import { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type Identity, type ImportRowError, memberStageMoved, memberUpdated } from '../../contract/index.ts'
import type { ImportRow } from '../../domain/import-row.ts'
import { copyNew } from '../copy-new.ts'
import { createMembers } from '../create-members.ts'
import { anyErased, erasedAt, liftErased } from '../erased-marks.ts'
import { identityKey } from '../new-member.ts'
import { livingIds } from '../read-seen.ts'
import { deleteIdentities, findIdentities, identitiesOfMembers, insertIdentities, type OwnedIdentity } from '../store-identity.ts'
import { lockMembers, type MemberRecord, saveMembers } from '../store-member.ts'
import { indexMembers } from '../store-search.ts'
import { ensureTags } from '../tag/store.ts'
import { putTags } from '../tag/tag-members.ts'
import { changedFields } from '../update-member.ts'
import { type MadeRows, newMemberOf, type Tagged } from './made-rows.ts'
import { runsOf } from './met-runs.ts'
import type { Tally } from './store.ts'
import { insertMet, metBefore } from './store-met.ts'

/**
 * Somebody has an identity that was thought to be free: claimed in the same moment, or the batch went without a look. It runs again and sees it.
 */
export class IdentityRace extends Error {}

export interface BatchResult {
  readonly tally: Omit<Tally, 'done'>
  readonly faults: readonly ImportRowError[]
}

/**
 * Makes or changes the members of some rows, in the caller's transaction: each row whole or not at all.
 * A row finds its member by phone, email or number; what the file leaves empty stays, source and stage never go back.
 * Whoever was forgotten is not brought back by a file. @throws IdentityRace
 */
export async function applyRows(ctx: Ctx, rows: readonly ImportRow[], importId: number): Promise<BatchResult> {
  const identities = rows.flatMap((row) => row.identities)
  const erased = await erasedAt(ctx, identities)
  const holders = await findIdentities(ctx, identities)
  const memberOf = new Map(holders.map((one) => [identityKey(one), one.memberId]))
  const named = new Set(await existing(ctx, rows))
  const met = await metBefore(ctx, importId, [...new Set([...memberOf.values(), ...named])])
  const faults: ImportRowError[] = []
  const fresh: ImportRow[] = []
  const known: { row: ImportRow; memberId: number }[] = []
  for (const row of rows) {
    const owners = new Set(row.identities.flatMap((one) => memberOf.get(identityKey(one)) ?? []))
    if (row.memberId !== undefined) owners.add(row.memberId)
    const [memberId] = owners
    const name = row.fields.displayName ?? ''
    const line = memberId === undefined ? undefined : met.get(memberId)
    if (row.memberId !== undefined && !named.has(row.memberId))
      faults.push({ line: row.line, column: null, code: 'no_such_member', value: String(row.memberId) })
    else if (owners.size === 1 && line !== undefined)
      faults.push({ line: row.line, column: null, code: 'twice_in_file', value: String(line) })
    else if (owners.size > 1)
      faults.push({ line: row.line, column: null, code: 'two_members', value: [...owners].map((id) => `#${id}`).join(' ') })
    else if (row.identities.some((one) => erased.has(identityKey(one)) && bringsBack(one, memberId)))
      faults.push({ line: row.line, column: null, code: 'erased', value: '' })
    else if (memberId !== undefined) known.push({ row, memberId })
    else if (name === '') faults.push({ line: row.line, column: null, code: 'no_name', value: row.identities[0]?.externalId ?? '' })
    else fresh.push(row)
  }
  await liftNumbers(ctx, known, erased)
  const made = await makeFresh(ctx, fresh, importId)
  const changed = await changeKnown(ctx, known, importId)
  const tagged = await tagRows(ctx, [
    ...fresh.map((row, at) => ({ tags: row.tags, memberId: made[at] as number })),
    ...known.map(({ row, memberId }) => ({ tags: row.tags, memberId })),
  ])
  const all = [
    ...fresh.map((row, at) => ({ memberId: made[at] as number, line: row.line })),
    ...known.map(({ row, memberId }) => ({ memberId, line: row.line })),
  ]
  await insertMet(ctx, importId, runsOf(all))
  const updated = known.filter(({ memberId }) => changed.has(memberId) || tagged.has(memberId)).length
  return { faults, tally: { created: fresh.length, updated, unchanged: known.length - updated, failed: faults.length } }
}

/** A number alone says nothing of who somebody is: whoever is back by themselves may carry theirs again. */
const bringsBack = (one: Identity, holder: number | undefined) => holder === undefined || one.channel !== 'number'

async function liftNumbers(ctx: Ctx, known: readonly { row: ImportRow }[], erased: ReadonlyMap<string, Date>): Promise<void> {
  if (erased.size === 0) return
  const theirs = known.flatMap(({ row }) => row.identities.filter((one) => erased.has(identityKey(one))))
  await liftErased(ctx, theirs)
}

/**
 * Makes the people of a batch that was written out beforehand, in the caller's transaction: they are taken for new ones without a look, the
 * keys of the table tell when one is not. The words and marks they are found by come behind the rows. @throws IdentityRace
 */
export async function applyMade(ctx: Ctx, made: MadeRows, importId: number): Promise<BatchResult> {
  if (made.count === 0) return { faults: [], tally: { created: 0, updated: 0, unchanged: 0, failed: 0 } }
  // Somebody was forgotten, perhaps since the rows were written out: the batch runs again and says in which line.
  if (await anyErased(ctx, made.marks)) throw new IdentityRace()
  if (!(await copyNew(ctx, made))) throw new IdentityRace()
  await tagRows(ctx, made.tagged)
  await insertMet(ctx, importId, made.met, { worded: false })
  return { faults: [], tally: { created: made.count, updated: 0, unchanged: 0, failed: 0 } }
}

/** @throws IdentityRace when one of their identities was claimed since they were looked up */
async function makeFresh(ctx: Ctx, fresh: readonly ImportRow[], importId: number): Promise<number[]> {
  try {
    return await createMembers(ctx, fresh.map(newMemberOf), { importId, lookedUp: true })
  } catch (error) {
    throw error instanceof GroveError && error.code === 'member.identity_taken' ? new IdentityRace() : error
  }
}

/** Members named by the number of their record that are there. */
async function existing(ctx: Ctx, rows: readonly ImportRow[]): Promise<number[]> {
  return livingIds(
    ctx,
    rows.flatMap((row) => row.memberId ?? []),
  )
}

async function changeKnown(ctx: Ctx, known: readonly { row: ImportRow; memberId: number }[], importId: number): Promise<Set<number>> {
  if (known.length === 0) return new Set()
  const rowOf = new Map(known.map(({ row, memberId }) => [memberId, row]))
  const before = await lockMembers(ctx, [...rowOf.keys()])
  // Somebody was forgotten since: the batch runs again and sees the mark.
  if (before.length < rowOf.size) throw new IdentityRace()
  const held = await identitiesOfMembers(ctx, [...rowOf.keys()])
  const heldKeys = new Set(held.map(identityKey))
  const changes = before.flatMap((record) => {
    const row = rowOf.get(record.id)
    if (!row) return []
    const after = mergeRow(record, row)
    const fields = changedFields(record, after)
    const added = row.identities.filter((one) => !heldKeys.has(identityKey(one))).map((one) => ({ ...one, memberId: record.id }))
    const gone = outdated(record, after)
    return fields.length + added.length === 0 ? [] : [{ before: record, after, fields, added, gone }]
  })
  if (changes.length === 0) return new Set()
  await swapIdentities(
    ctx,
    changes.flatMap((change) => change.gone),
    changes.flatMap((change) => change.added),
  )
  const numbersOf = (id: number, added: readonly Identity[]) =>
    [...held.filter((one) => one.memberId === id), ...added].flatMap((one) => (one.channel === 'number' ? [one.externalId] : []))
  const saved = changes.map(({ after, added }) => ({ ...after, numbers: numbersOf(after.id, added) }))
  await saveMembers(ctx, saved)
  await indexMembers(ctx, saved, { fresh: false })
  await emit(
    ctx,
    changes.flatMap(({ before, after, fields, added }) => [
      {
        kind: memberUpdated,
        memberId: after.id,
        counted: after.kind === 'member',
        data: { fields: [...fields, ...added.map((one) => `identity.${one.channel}`)], importId },
      },
      ...(before.stage === after.stage
        ? []
        : [
            {
              kind: memberStageMoved,
              memberId: after.id,
              counted: after.kind === 'member',
              data: { from: before.stage, to: after.stage, cause: { by: 'import' as const, importId } },
            },
          ]),
    ]),
  )
  return new Set(changes.map((change) => change.after.id))
}

function mergeRow(record: MemberRecord, row: ImportRow): MemberRecord {
  return {
    ...record,
    ...row.fields,
    attributes: { ...record.attributes, ...row.attributes },
    source: record.source ?? row.source ?? null,
    stage: Math.max(record.stage, row.stage ?? 1),
  }
}

function outdated(before: MemberRecord, after: MemberRecord): OwnedIdentity[] {
  return (['phone', 'email'] as const).flatMap((channel) =>
    before[channel] && before[channel] !== after[channel] ? [{ channel, externalId: before[channel], memberId: before.id }] : [],
  )
}

async function swapIdentities(ctx: Ctx, gone: readonly OwnedIdentity[], added: readonly OwnedIdentity[]): Promise<void> {
  if (gone.length) await deleteIdentities(ctx, gone)
  const kept = added.length ? await insertIdentities(ctx, added) : []
  if (kept.length < added.length) throw new IdentityRace()
}

async function tagRows(ctx: Ctx, rows: readonly Tagged[]): Promise<Set<number>> {
  const names = new Set(rows.flatMap(({ tags }) => tags))
  if (names.size === 0) return new Set()
  const tags = await ensureTags(ctx, [...names])
  const idOf = new Map(tags.map((tag) => [tag.name, tag.id]))
  const pairs = rows.flatMap((row) => row.tags.flatMap((name) => ({ memberId: row.memberId, tagId: idOf.get(name) ?? 0 })))
  return new Set(await putTags(ctx, tags, pairs))
}

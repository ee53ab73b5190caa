import { emit, readyEvents } from '@grove/event-log'
import { audit, type Ctx, sealerOf } from '@grove/kernel/server'
import { type Identity, memberErrors } from '../contract/index.ts'
import { searchTokens } from '../domain/search-tokens.ts'
import { maskedFields } from './contact.ts'
import { copyNew, createdEvents, type NewRows, type Told } from './copy-new.ts'
import { liftErased, noteReturns, refuseErased } from './erased-marks.ts'
import { fitted } from './fields.ts'
import { identitiesOf, identityKey, type NewMember } from './new-member.ts'
import { byKey, filledColumns, memberColumns, newRow, numbersOf } from './new-rows.ts'
import { requireOwner } from './require-owner.ts'
import { findIdentities, hasOlderKeys, insertIdentities, type OwnedIdentity } from './store-identity.ts'
import { insertMembers, nextIds } from './store-member.ts'
import { indexMembers } from './store-search.ts'
import { markNew } from './tag/untagged.ts'

export interface CreateOptions {
  /**
   * `refuse` (unless told): a taken phone, email or number is an error. `leave`: the member is made, the identity stays with its holder;
   * for people who type a phone nobody has checked, so that they cannot become somebody else.
   */
  readonly taken?: 'refuse' | 'leave'
  readonly importId?: number
  /** It is they who came: those of them who were forgotten are taken up again, as somebody new. Otherwise they are refused. */
  readonly byThemselves?: boolean
  /**
   * The caller has looked up all identities and found nobody, neither held nor forgotten, or takes the chance: one that is held loses the
   * transaction.
   */
  readonly lookedUp?: boolean
}

/**
 * Makes members, any number in a few statements; answers their ids in order.
 * @throws member.identity_taken member.erased_before
 */
export async function createMembers(ctx: Ctx, members: readonly NewMember[], options: CreateOptions = {}): Promise<number[]> {
  if (members.length === 0) return []
  return ctx.inTx(async (ctx) => {
    const wanted = members.flatMap(identitiesOf)
    const taken = () => memberErrors.identity_taken({ channel: wanted[0]?.channel ?? 'phone' })
    const holders = options.lookedUp ? [] : await findIdentities(ctx, wanted)
    const [held] = holders
    if (held && options.taken !== 'leave') throw memberErrors.identity_taken({ channel: held.channel, memberId: held.memberId })
    const returned = new Set((await withoutMarks(ctx, wanted, options)).map(identityKey))
    const told = (ids: readonly number[]) => toldOf(members, ids, returned)
    const ids = await (options.lookedUp && members.length >= MANY && !hasOlderKeys(ctx) ? copied() : inserted())
    await noteReturns(
      ctx,
      told(ids).flatMap(({ memberId, returned: channel }) => (channel ? [{ memberId, channel }] : [])),
    )
    return ids

    async function copied(): Promise<number[]> {
      const ids = await nextIds(ctx, members.length)
      if (!(await copyNew(ctx, { ...rowsOf(ctx, members, ids), events: readyEvents(ctx, createdEvents(told(ids), options)) })))
        throw taken()
      return ids
    }

    async function inserted(): Promise<number[]> {
      const ids = await insertMembers(ctx, members)
      const all = await insertFree(
        ctx,
        members.flatMap((one, at) => ownedBy(one, ids[at] as number)),
        new Set(holders.map(identityKey)),
      )
      if (!all && options.taken !== 'leave') throw taken()
      await markNew(ctx, ids)
      await indexMembers(
        ctx,
        members.map((one, at) => ({ ...one, id: ids[at] as number, numbers: numbersOf(one) })),
        { fresh: true },
      )
      await emit(ctx, createdEvents(told(ids), options))
      return ids
    }
  })
}

/** Those who were forgotten and are back. @throws member.erased_before */
async function withoutMarks(ctx: Ctx, identities: readonly Identity[], options: CreateOptions): Promise<readonly Identity[]> {
  if (options.byThemselves) return liftErased(ctx, identities)
  if (!options.lookedUp) await refuseErased(ctx, identities)
  return []
}

/** From here on COPY is cheaper than an insert, where nobody has to be left with what they hold. */
const MANY = 200

function rowsOf(ctx: Ctx, members: readonly NewMember[], ids: readonly number[]): Omit<NewRows, 'events'> {
  const filled = filledColumns(members)
  const written = { moment: ctx.clock.now().toISOString(), filled }
  const rows = members.map((one, at) => newRow(sealerOf(ctx), one, ids[at] as number, written))
  return {
    columns: memberColumns(filled),
    members: rows.map((one) => one.member),
    identities: rows.flatMap((one) => one.identities).sort(byKey),
    words: members.flatMap((one, at) => searchTokens({ ...one, numbers: numbersOf(one) }).map((word) => [word, ids[at] as number])),
    untagged: ids.map((id) => [id]),
  }
}

const ownedBy = (one: NewMember, memberId: number): OwnedIdentity[] =>
  identitiesOf(one).map(({ channel, externalId }) => ({ channel, externalId, memberId }))

function toldOf(members: readonly NewMember[], ids: readonly number[], returned: ReadonlySet<string>): Told[] {
  return members.map((member, at) => ({
    memberId: ids[at] as number,
    counted: (member.kind ?? 'member') === 'member',
    source: member.source ?? null,
    returned: returned.size ? identitiesOf(member).find((one) => returned.has(identityKey(one)))?.channel : undefined,
  }))
}

/** Leaves those that are held. False when two of the batch, or somebody in the same moment, claim one. */
async function insertFree(ctx: Ctx, identities: readonly OwnedIdentity[], held: Set<string>): Promise<boolean> {
  const free = identities.filter((one) => {
    const key = identityKey(one)
    return !held.has(key) && held.add(key)
  })
  const added = free.length === 0 ? 0 : (await insertIdentities(ctx, free)).length
  return added === identities.length
}

/** One member made by a person, with its audit row. @throws member.identity_taken member.unknown_owner member.erased_before */
export async function createMember(ctx: Ctx, input: NewMember): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    await requireOwner(ctx, input.ownerStaffId)
    const attributes = input.attributes ? await fitted(ctx, input.attributes) : undefined
    const [id] = await createMembers(ctx, [{ ...input, ...(attributes && { attributes }) }])
    if (id === undefined) throw memberErrors.not_found()
    await audit(ctx, { verb: 'member.create', target: { kind: 'member', id }, after: maskedFields(input) })
    return { id }
  })
}

import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { type Identity, memberCreated, memberErrors } from '../contract/index.ts'
import { liftErased, noteReturns, refuseErased } from './erased-marks.ts'
import { fitted } from './fields.ts'
import { maskedFields } from './contact.ts'
import { identitiesOf, identityKey, type NewMember } from './new-member.ts'
import { requireOwner } from './require-owner.ts'
import { claimIdentities, findIdentities, insertIdentities, type OwnedIdentity } from './store-identity.ts'
import { insertMembers, numbersOf } from './store-member.ts'
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
    const wanted = members.map(identitiesOf)
    const holders = options.lookedUp ? [] : await findIdentities(ctx, wanted.flat())
    const [taken] = holders
    if (taken && options.taken !== 'leave') throw memberErrors.identity_taken({ channel: taken.channel, memberId: taken.memberId })
    const returned = new Set((await withoutMarks(ctx, wanted.flat(), options)).map(identityKey))
    const ids = await insertMembers(ctx, members)
    const idOf = (at: number) => ids[at] as number
    const all = options.lookedUp
      ? await claimIdentities(ctx, ownedBy(wanted, idOf))
      : await insertFree(ctx, ownedBy(wanted, idOf), new Set(holders.map(identityKey)))
    if (!all && options.taken !== 'leave') throw memberErrors.identity_taken({ channel: wanted.flat()[0]?.channel ?? 'phone' })
    await markNew(ctx, ids)
    await indexMembers(
      ctx,
      members.map((member, at) => ({
        id: idOf(at),
        displayName: member.displayName,
        phone: member.phone,
        email: member.email,
        numbers: numbersOf(member),
      })),
      { fresh: true },
    )
    await emit(
      ctx,
      members.map((member, at) => ({
        kind: memberCreated,
        memberId: idOf(at),
        counted: (member.kind ?? 'member') === 'member',
        data: {
          source: member.source ?? null,
          ...(options.importId ? { importId: options.importId } : {}),
          ...(wanted[at]?.some((one) => returned.has(identityKey(one))) ? { returned: true } : {}),
        },
      })),
    )
    await noteReturns(
      ctx,
      wanted.flatMap((identities, at) => {
        const back = identities.find((one) => returned.has(identityKey(one)))
        return back ? [{ memberId: idOf(at), channel: back.channel }] : []
      }),
    )
    return ids
  })
}

/** Those who were forgotten and are back. @throws member.erased_before */
async function withoutMarks(ctx: Ctx, identities: readonly Identity[], options: CreateOptions): Promise<readonly Identity[]> {
  if (options.byThemselves) return liftErased(ctx, identities)
  if (!options.lookedUp) await refuseErased(ctx, identities)
  return []
}

function ownedBy(wanted: readonly (readonly Identity[])[], idOf: (at: number) => number): OwnedIdentity[] {
  return wanted.flatMap((identities, at) => identities.map(({ channel, externalId }) => ({ channel, externalId, memberId: idOf(at) })))
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

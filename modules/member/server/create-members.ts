import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberCreated, memberErrors } from '../contract/index.ts'
import { fitted } from './fields.ts'
import { maskedFields } from './contact.ts'
import { identitiesOf, identityKey, type NewMember } from './new-member.ts'
import { requireOwner } from './require-owner.ts'
import { claimIdentities, findIdentities, insertIdentities, type OwnedIdentity } from './store-identity.ts'
import { insertMembers, numbersOf } from './store-member.ts'
import { indexMembers } from './store-search.ts'

export interface CreateOptions {
  /**
   * `refuse` (unless told): a taken phone, email or number is an error. `leave`: the member is made, the identity stays with its holder;
   * for people who type a phone nobody has checked, so that they cannot become somebody else.
   */
  readonly taken?: 'refuse' | 'leave'
  readonly importId?: number
  /** The caller has looked up all identities in this transaction and found nobody. */
  readonly lookedUp?: boolean
}

/**
 * Makes members, any number in a few statements; answers their ids in order.
 * @throws member.identity_taken
 */
export async function createMembers(ctx: Ctx, members: readonly NewMember[], options: CreateOptions = {}): Promise<number[]> {
  if (members.length === 0) return []
  return ctx.inTx(async (ctx) => {
    const wanted = members.flatMap(identitiesOf)
    const holders = wanted.length && !options.lookedUp ? await findIdentities(ctx, wanted) : []
    const [taken] = holders
    if (taken && options.taken !== 'leave') throw memberErrors.identity_taken({ channel: taken.channel, memberId: taken.memberId })
    const held = new Set(holders.map(identityKey))
    const ids = await insertMembers(ctx, members)
    const made = members.map((member, at) => ({ ...member, id: ids[at] as number }))
    const own = made.flatMap((member) => {
      const free = identitiesOf(member).filter((one) => !held.has(identityKey(one)))
      for (const one of free) held.add(identityKey(one))
      return free.map((one) => ({ ...one, memberId: member.id }))
    })
    const all = own.length === 0 || (await (options.lookedUp ? claimIdentities(ctx, own) : allInserted(ctx, own)))
    if (options.taken !== 'leave' && (!all || own.length < wanted.length))
      throw memberErrors.identity_taken({ channel: own[0]?.channel ?? 'phone' })
    await indexMembers(
      ctx,
      made.map((member) => ({ ...member, numbers: numbersOf(member) })),
      { fresh: true },
    )
    await emit(
      ctx,
      made.map((member) => ({
        kind: memberCreated,
        memberId: member.id,
        counted: (member.kind ?? 'member') === 'member',
        data: { source: member.source ?? null, ...(options.importId ? { importId: options.importId } : {}) },
      })),
    )
    return ids
  })
}

/** False when two of the batch, or somebody in the same moment, claim one identity. */
async function allInserted(ctx: Ctx, identities: readonly OwnedIdentity[]): Promise<boolean> {
  return (await insertIdentities(ctx, identities)).length === identities.length
}

/** One member made by a person, with its audit row. @throws member.identity_taken member.unknown_owner */
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

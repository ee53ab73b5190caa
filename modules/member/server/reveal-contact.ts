import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, type revealContact as revealRoute } from '../contract/index.ts'
import { openContact } from './contact.ts'
import { seenIds } from './read-seen.ts'
import { identitiesOfMembers } from './store-identity.ts'
import { sealedContacts } from './store-member.ts'

/**
 * The phones or e-mails of one member in clear. Who looked at whose, and when, stays in the audit trail; the value does not.
 * @throws member.not_found
 */
export async function revealContact(ctx: Ctx, input: InputOf<typeof revealRoute>): Promise<OutputOf<typeof revealRoute>> {
  return ctx.inTx(async (ctx) => {
    const [id] = await seenIds(ctx, [input.id])
    const sealed = id === undefined ? undefined : await sealedContacts(ctx, id)
    if (id === undefined || !sealed) throw memberErrors.not_found()
    const own = openContact(ctx, input.field, sealed[input.field])
    const others = (await identitiesOfMembers(ctx, [id])).flatMap((one) => (one.channel === input.field ? [one.externalId] : []))
    await audit(ctx, { verb: 'member.reveal', target: { kind: 'member', id }, after: { field: input.field } })
    return { values: [...new Set(own === null ? others : [own, ...others])] }
  })
}

import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { email, type Identity, memberErrors, phone, type takeUpAgain as takeUpRoute } from '../contract/index.ts'
import { liftErased } from './erased-marks.ts'

/** Somebody who was forgotten asked to be taken up again: files and staff may write them down anew. Nothing of before comes back. @throws member.not_erased */
export async function takeUpAgain(ctx: Ctx, input: InputOf<typeof takeUpRoute>): Promise<OutputOf<typeof takeUpRoute>> {
  return ctx.inTx(async (ctx) => {
    const lifted = await liftErased(ctx, [asWritten(input)])
    if (lifted.length === 0) throw memberErrors.not_erased()
    await audit(ctx, {
      verb: 'member.take_up_again',
      target: { kind: 'workspace', id: ctx.workspaceId },
      after: { channel: input.channel, how: input.how },
    })
    return { changed: 1 }
  })
}

const WRITTEN = { phone, email } as const

/** As an import or a form would write it. */
function asWritten({ channel, externalId }: Identity): Identity {
  const plain = channel === 'phone' || channel === 'email' ? WRITTEN[channel].safeParse(externalId).data : undefined
  return { channel, externalId: plain ?? externalId }
}

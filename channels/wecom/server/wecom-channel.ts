import type { Channel } from '@grove/channel-kit/server'
import { deliverMass } from './deliver-mass.ts'
import { checksOf, examine, healthOf } from './doctor.ts'
import { KIND } from './follow-mass.ts'
import { CALLBACK_PATH } from './ingress.ts'
import { noContact } from './no-contact.ts'
import { massRuleOf, settingsForm } from './settings.ts'
import { resumeSync } from './sync-store.ts'

/** Customer groups and customers of a corp. Nothing goes out before an employee confirms it in the client: the platform has no other way. */
export const wecomChannel: Channel = {
  kind: KIND,
  nameKey: 'channel.wecom.name',
  can: {
    sendToGroup: true,
    sendToMember: true,
    readGroup: false,
    readReceipts: false,
    confirmBySender: true,
    confirmTogether: true,
    idempotentByTouch: true,
    lookupByTouch: false,
    recall: false,
    pin: false,
    mentionAll: false,
    mute: false,
    remove: false,
    parts: ['text', 'picture', 'link', 'card'],
  },
  // Large batches: all groups of one owner become one task to confirm.
  pace: { batch: 500, concurrency: 1, timeoutMs: 60_000 },
  settings: settingsForm,
  // Groups and customers alike, what the company and what its staff sent counted together, in days of Beijing.
  quota: { zone: 'Asia/Shanghai', ruleOf: massRuleOf },
  deliver: deliverMass,
  noContact,
  health: async (ctx, account, signal) => (account ? healthOf(await examine(ctx, account, signal)) : { state: 'down' }),
  examine: async (ctx, account, signal) => {
    const checks = await examine(ctx, account, signal)
    // What stopped in front of a wrong secret waits for somebody to mend it: that has been done.
    if (healthOf(checks).state !== 'down' && (await resumeSync(ctx, account.id))) ctx.app.signals.wake('wecom-sync')
    return checksOf(checks)
  },
  callbackPath: (workspaceId, accountId) => CALLBACK_PATH.replace(':workspace', String(workspaceId)).replace(':account', String(accountId)),
}

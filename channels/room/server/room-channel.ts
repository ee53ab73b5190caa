import type { Content } from '@grove/channel-kit/contract'
import { type Channel, type LiveHost, liveHosts } from '@grove/channel-kit/server'
import type { App } from '@grove/kernel/server'

/** The module that keeps the conversations. @throws Error when this installation has none */
export function hostOf(app: App): LiveHost {
  const host = app.registry.all(liveHosts)[0]
  if (!host) throw new Error('the room channel needs a module that keeps conversations (live.host)')
  return host
}

const parts: readonly Content['parts'][number]['kind'][] = ['text', 'picture', 'link', 'card']

/** The built-in channel: a delivery is a message in the community's own room or in the private thread with a member. */
export const roomChannel: Channel = {
  kind: 'room',
  nameKey: 'channel.room.name',
  can: {
    sendToGroup: true,
    sendToMember: true,
    readGroup: true,
    readReceipts: false,
    confirmBySender: false,
    confirmTogether: false,
    idempotentByTouch: true,
    lookupByTouch: true,
    recall: true,
    pin: true,
    mentionAll: true,
    mute: true,
    remove: true,
    parts,
  },
  // A delivery is rows in our own database: large batches, and no more calls at once than writers help.
  pace: { batch: 500, concurrency: 2, timeoutMs: 15_000 },
  settings: [],
  deliver: (ctx, batch) => hostOf(ctx.app).post(ctx, batch.deliveries),
  lookup: (ctx, _account, touches) => hostOf(ctx.app).lookup(ctx, touches),
  health: async () => ({ state: 'ok' }),
}

import { channelForgets } from '@grove/channel-kit/server'
import { memberTables } from '@grove/member/server'

/** The copies that channels keep of their platforms know people by the names of the platform. */
export const memberRows = memberTables.of({
  tables: [],
  forget: async (ctx, { identities }) => {
    for (const forget of ctx.app.registry.all(channelForgets)) await forget(ctx, identities)
  },
})

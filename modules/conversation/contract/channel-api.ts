import { accountCheck, channelLack, settingField } from '@grove/channel-kit/contract'
import { id, idParam, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

export const channelAccount = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  /** ok · degraded · down · off (switched off by a person). */
  state: z.enum(['ok', 'degraded', 'down', 'off']),
  note: z.string().nullable(),
  checkedAt: moment.nullable(),
  /** As entered; secrets are masked. */
  settings: z.record(z.string(), z.string()),
  /** Where the platform has to call us; null when it never does. */
  callbackUrl: z.string().nullable().default(null),
})
export type ChannelAccount = z.infer<typeof channelAccount>

export const channelKind = z.object({
  kind: z.string(),
  nameKey: z.string(),
  can: z.record(z.string(), z.union([z.boolean(), z.array(z.string())])),
  /** What it cannot do, or only with a person's help; words under `channel.lack.<name>`. */
  lacks: z.array(channelLack),
  settings: z.array(settingField),
  /** Touches waiting and needing a look. */
  waiting: z.number(),
  troubled: z.number(),
  accounts: z.array(channelAccount),
})

export const listChannelsRoute = route({
  method: 'GET',
  path: '/api/channels',
  summary: 'Channels of this installation, what they can do, and the accounts connected',
  access: { right: 'send.read' },
  input: z.object({}),
  output: z.object({ items: z.array(channelKind) }),
})

export const saveChannelAccountRoute = route({
  method: 'POST',
  path: '/api/channel-accounts',
  summary: 'Connects or changes an account; a secret left empty stays as it is',
  access: { right: 'channel.manage' },
  input: z.object({
    id: id.optional(),
    kind: z.string().min(1).max(40),
    name: z.string().trim().min(1).max(60),
    settings: z.record(z.string().max(60), z.string().max(4000)),
    off: z.boolean().default(false),
  }),
  output: z.object({ id }),
})

export const removeChannelAccountRoute = route({
  method: 'DELETE',
  path: '/api/channel-accounts/:id',
  summary: 'Disconnects an account that no community uses',
  access: { right: 'channel.manage' },
  input: z.object({ id: idParam }),
  output: z.object({ ok: z.literal(true) }),
})

export const checkChannelAccountRoute = route({
  method: 'POST',
  path: '/api/channel-accounts/:id/check',
  summary: 'Asks the channel whether the account works',
  access: { right: 'channel.manage' },
  input: z.object({ id: idParam }),
  output: channelAccount.extend({ checks: z.array(accountCheck) }),
})

import { z } from 'zod'
import type { Can } from './capability.ts'

/** What a channel cannot do, or only with a person's help; words under `channel.lack.<name>` say what to do instead. */
export const channelLack = z.enum([
  'send_group',
  'send_member',
  'confirm',
  'read_group',
  'read_receipts',
  'recall',
  'pin',
  'mention_all',
  'mute',
  'remove',
])
export type ChannelLack = z.infer<typeof channelLack>

const has: Readonly<Record<ChannelLack, (can: Can) => boolean>> = {
  send_group: (can) => can.sendToGroup,
  send_member: (can) => can.sendToMember,
  confirm: (can) => !can.confirmBySender,
  read_group: (can) => can.readGroup,
  read_receipts: (can) => can.readReceipts,
  recall: (can) => can.recall,
  pin: (can) => can.pin,
  mention_all: (can) => can.mentionAll,
  mute: (can) => can.mute,
  remove: (can) => can.remove,
}

/** Everything a channel lacks. */
export const lacksOf = (can: Can): ChannelLack[] => (Object.keys(has) as ChannelLack[]).filter((name) => !has[name](can))

export interface AskedOfChannel {
  readonly toMember: boolean
  readonly pin?: boolean | undefined
  readonly mentionAll?: boolean | undefined
}

/** What of one message a channel cannot do. */
export function lacksFor(can: Can, asked: AskedOfChannel): ChannelLack[] {
  const wanted: readonly (ChannelLack | false | undefined)[] = [
    asked.toMember ? 'send_member' : 'send_group',
    'confirm',
    asked.pin && 'pin',
    asked.mentionAll && 'mention_all',
  ]
  const lacks = wanted.filter((name): name is ChannelLack => Boolean(name) && !has[name as ChannelLack](can))
  return lacks.includes('send_member') || lacks.includes('send_group') ? lacks.slice(0, 1) : lacks
}

import { communityState } from '@grove/community/contract'
import { id } from '@grove/kernel/contract'
import { memberTag, moment, stage } from '@grove/member/contract'
import { task } from '@grove/task/contract'
import { z } from 'zod'

/** Where a script is meant for: a group, one person, or both. */
export const SCRIPT_PLACES = ['group', 'member', 'both'] as const
export const scriptPlace = z.enum(SCRIPT_PLACES)
export type ScriptPlace = z.infer<typeof scriptPlace>

/** Words kept ready to be sent with one tap; `{name}` is the customer's name, `{group}` the group's. */
export const script = z.object({
  id,
  title: z.string(),
  text: z.string(),
  place: scriptPlace,
})
export type Script = z.infer<typeof script>

export const scriptForm = z.object({
  title: z.string().trim().min(1).max(60),
  text: z.string().trim().min(1).max(1000),
  place: scriptPlace,
})

/** A community as its card names it, with what it promised. */
export const cardCommunity = z.object({ id, name: z.string(), state: communityState, promise: z.string() })

const signature = z.object({ timestamp: z.number(), nonceStr: z.string(), signature: z.string() })
export const pageSignatures = z.object({ corpId: z.string(), agentId: z.string(), config: signature, agent: signature })
export type PageSignatures = z.infer<typeof pageSignatures>

/** What stands beside a private conversation. Null: the reader has no right to it. */
export const memberCard = z.object({
  member: z.object({
    id,
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    stage,
    tags: z.array(memberTag),
    city: z.string().nullable(),
    source: z.string().nullable(),
    ownerName: z.string().nullable(),
    lastActiveAt: moment.nullable(),
    createdAt: moment,
  }),
  points: z.number().nullable(),
  orders: z
    .array(z.object({ id, product: z.string().nullable(), amount: z.number(), refunded: z.number(), currency: z.string(), paidAt: moment }))
    .nullable(),
  communities: z.array(cardCommunity),
  tasks: z.array(task),
})
export type MemberCard = z.infer<typeof memberCard>

/** What stands beside a group. */
export const groupCard = z.object({
  community: cardCommunity.extend({ memberCount: z.number().int(), owners: z.array(z.string()) }),
  /** Open work of this group, what waits for a press of send first. */
  tasks: z.array(task),
  /** What happens by itself until the end of tomorrow. */
  next: z.array(z.object({ at: moment, title: z.string(), needs: z.enum(['system', 'confirm', 'person']) })).nullable(),
})
export type GroupCard = z.infer<typeof groupCard>

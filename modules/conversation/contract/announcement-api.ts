import { channelLack } from '@grove/channel-kit/contract'
import { communityState, communityType } from '@grove/community/contract'
import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { sendContent } from './send-model.ts'

const named = z.object({ id, name: z.string() })

/** Who gets it: posts in groups (named, or all of a kind), or private messages to members of one group. */
export const announcementAudience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('communities'), communityIds: z.array(id).min(1).max(2000) }),
  z.strictObject({
    kind: z.literal('filter'),
    type: communityType.nullable().default(null),
    state: communityState.nullable().default(null),
    chapter: z.string().max(60).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('members'), communityId: id, memberIds: z.array(id).min(1).max(1000) }),
])
export type AnnouncementAudience = z.infer<typeof announcementAudience>

export const announcementForm = z.object({
  title: z.string().trim().min(1).max(80),
  content: sendContent,
  audience: announcementAudience,
  /** Null: now. */
  at: moment.nullable().default(null),
  /** A service message: neither quiet hours nor caps hold it. */
  exempt: z.boolean().default(false),
})
export type AnnouncementForm = z.infer<typeof announcementForm>

export const blockedTouch = z.object({
  community: named,
  member: named.nullable(),
  /** Words under `send.reason.<reason>`. */
  reason: z.string(),
  /** When it would leave; null when it would not leave at all. */
  until: moment.nullable(),
})

export const announcement = z.object({
  id,
  title: z.string(),
  gist: z.string(),
  audience: announcementAudience,
  at: moment,
  createdAt: moment,
  createdBy: named.nullable(),
  cancelled: z.boolean(),
  /** Touches by state. */
  states: z.record(z.string(), z.number()),
})

export const previewAnnouncementRoute = route({
  method: 'POST',
  path: '/api/announcements/preview',
  summary: 'Whom it reaches, and who would be held back and why',
  access: { right: 'send.create' },
  input: announcementForm,
  output: z.object({
    /** Touches it makes, and how many leave at the set time. */
    touches: z.number(),
    leaving: z.number(),
    /** The first hundred that would not. */
    blocked: z.array(blockedTouch),
    /** Variables without a value for some, e.g. `owner`. */
    missing: z.array(z.object({ name: z.string(), count: z.number() })),
    /** What channels of these groups cannot do of it; words under `channel.lack.<lack>`. */
    lacks: z.array(z.object({ channel: z.string(), lack: channelLack, count: z.number() })),
    /** The words as the first receiver reads them. */
    sample: z.string(),
  }),
})

export const createAnnouncementRoute = route({
  method: 'POST',
  path: '/api/announcements',
  summary: 'Sends to groups or members, now or at a set time',
  access: { right: 'send.create' },
  input: announcementForm,
  output: z.object({ id, planned: z.number() }),
})

export const listAnnouncementsRoute = route({
  method: 'GET',
  path: '/api/announcements',
  summary: 'Manual sends, newest first, with what became of them',
  access: { right: 'send.read' },
  input: pageInput,
  output: pageOf(announcement),
})

export const cancelAnnouncementRoute = route({
  method: 'POST',
  path: '/api/announcements/:id/cancel',
  summary: 'Takes back what has not left yet',
  access: { right: 'send.create' },
  input: z.object({ id: idParam }),
  output: z.object({ taken: z.number() }),
})

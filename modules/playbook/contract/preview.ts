import { id } from '@grove/kernel/contract'
import { channelLack } from '@grove/channel-kit/contract'
import { text } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { clockTime, localDate } from './local-time.ts'

/** Why a touch would not leave when it falls due. */
export const blockedBy = z.enum(['quiet_hours', 'member_day', 'member_week', 'group_day', 'group_week', 'share_kept', 'holiday'])

/** A touch that does not leave when it falls due: why, and when it would. */
const heldTouch = z.object({
  /** Local day and time at which it would leave; null when it leaves on time, or never. */
  movedTo: z.object({ day: localDate, at: clockTime }).nullable(),
  blockedBy: blockedBy.nullable(),
  /** For `share_kept`: the playbook whose touch later that day has the share; null for a manual send. */
  keptFor: z.string().nullable(),
})

export const previewItem = heldTouch.extend({
  step: z.string(),
  title: text,
  /** Local time of day at which it falls due. */
  at: clockTime,
  /** Where only some of the members, or of the groups of a start, are held back: how many, by reason. */
  partly: z.array(heldTouch.extend({ count: z.number().int(), of: z.enum(['members', 'groups']) })),
  kind: z.string(),
  who: z.string(),
  needs: z.enum(['system', 'confirm', 'person']),
  marketing: z.string(),
  topic: z.string().nullable(),
  track: z.enum(['community', 'member']),
  /** Members it reaches. */
  audience: z.number().int(),
  /** Only where a condition of the step holds. */
  conditional: z.boolean(),
  /** Stands in for a person who did not do it in time. */
  fallback: z.boolean(),
})
export type PreviewItem = z.infer<typeof previewItem>

/** Whom something beyond our limits keeps a day's touches from, e.g. the platform's own quota. */
export const unreached = z.object({
  day: localDate,
  level: z.enum(['group', 'member']),
  /** Words under `send.reason.<reason>`. */
  reason: z.string(),
  count: z.number().int(),
  /** Opens the list of them. */
  key: z.string().nullable(),
})
export type UnreachedRow = z.infer<typeof unreached>

/** What a start in many communities asks of one who leads some of them. */
export const ownerLoad = z.object({
  /** Null: communities without an owner. */
  staffId: id.nullable(),
  name: z.string().nullable(),
  communities: z.number().int(),
  members: z.number().int(),
  /** Over all days shown. */
  tasks: z.number().int(),
  busiest: z.object({ date: localDate, tasks: z.number().int(), minutes: z.number().int() }).nullable(),
})
export type OwnerLoad = z.infer<typeof ownerLoad>

/** What a channel does otherwise than the playbook says; words under `channel.lack.<code>` or `playbook.note.<code>`. */
export const channelNote = z.object({
  code: z.union([channelLack, z.enum(['overheard', 'differs'])]),
  channel: z.string(),
  /** Titles of the steps it is about. */
  steps: z.array(text),
  /** Groups and owners there; 0 where nobody chose any. */
  groups: z.number().int(),
  owners: z.number().int(),
})
export type ChannelNote = z.infer<typeof channelNote>

/** What others send is reckoned with for so many of the members only. */
export const lookedAt = z.object({ members: z.number().int(), of: z.number().int() })
export type LookedAt = z.infer<typeof lookedAt>

export const preview = z.object({
  days: z.array(
    z.object({
      date: localDate,
      weekday: z.number().int().min(1).max(7),
      /** Day of the run; the first is 1. */
      number: z.number().int(),
      holiday: text.nullable(),
      workday: z.boolean(),
      members: z.number().int(),
      items: z.array(previewItem),
    }),
  ),
  /** Minutes of work a day, by who does it. */
  work: z.array(z.object({ date: localDate, who: z.string(), tasks: z.number().int(), minutes: z.number().int() })),
  totals: z.object({ touches: z.number().int(), blocked: z.number().int(), needPerson: z.number().int() }),
  unreached: z.array(unreached),
  /** Null: for all of them. */
  lookedAt: lookedAt.nullable(),
  notes: z.array(channelNote),
  /** A bound was reached: what is shown is the beginning. */
  cut: z.boolean(),
})
export type Preview = z.infer<typeof preview>

export const simulation = z.object({
  days: z.array(
    z.object({
      date: localDate,
      members: z.number().int(),
      joined: z.number().int(),
      left: z.number().int(),
      touches: z.number().int(),
      answers: z.number().int(),
      speakers: z.number().int(),
    }),
  ),
  steps: z.array(
    z.object({
      step: z.string(),
      title: text,
      reached: z.number().int(),
      answered: z.number().int(),
      leftAfter: z.number().int(),
      skipped: z.number().int(),
      missed: z.number().int(),
      variants: z.array(z.object({ variant: z.string(), reached: z.number().int(), answered: z.number().int() })),
    }),
  ),
  unreached: z.array(unreached),
  lookedAt: lookedAt.nullable(),
  /** What touch limits would hold back of it, as the preview says. */
  held: z.array(heldTouch.extend({ date: localDate, at: clockTime, step: z.string(), title: text, members: z.number().int().nullable() })),
  /** More than that is held: these are the first. */
  heldCut: z.boolean(),
  totals: z.object({ joined: z.number().int(), left: z.number().int(), reached: z.number().int(), answered: z.number().int() }),
})
export type Simulation = z.infer<typeof simulation>

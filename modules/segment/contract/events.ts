import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

/** Why a membership changed: something the member did, time that passed, a full rebuild, or a person who keeps the list. */
export const moveCause = z.enum(['event', 'time', 'rebuild', 'person'])
export type MoveCause = z.infer<typeof moveCause>

export const segmentEntered = eventKind('segment.entered', z.object({ segmentId: id, segment: z.string(), cause: moveCause }), {
  zh: '进入人群',
  en: 'Entered a segment',
})
export const segmentLeft = eventKind('segment.left', z.object({ segmentId: id, segment: z.string(), cause: moveCause }), {
  zh: '离开人群',
  en: 'Left a segment',
})
/** A first build and a changed condition move people in bulk: no playbook hears of it, what depends on the segment is built anew. */
export const segmentBuilt = eventKind('segment.built', z.object({ segmentId: id, size: z.number().int() }))

export const segmentEvents = [segmentEntered, segmentLeft, segmentBuilt]

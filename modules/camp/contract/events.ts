import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const edition = { editionId: id, edition: z.string() }
export const campApplied = eventKind('camp.applied', z.object(edition))
export const campAdmitted = eventKind('camp.admitted', z.object({ ...edition, fromWaiting: z.boolean() }))
export const campLeft = eventKind('camp.left', z.object({ ...edition, how: z.enum(['declined', 'left']) }))
export const campCheckedIn = eventKind('camp.checked_in', z.object({ ...edition, day: z.number(), madeUp: z.boolean() }))
export const campHandedIn = eventKind('camp.handed_in', z.object({ ...edition, day: z.number(), late: z.boolean() }))
export const campReviewed = eventKind(
  'camp.reviewed',
  z.object({ ...edition, day: z.number(), accepted: z.boolean(), excellent: z.boolean() }),
)
export const campExamDone = eventKind(
  'camp.exam_done',
  z.object({ ...edition, exam: z.string(), attempt: z.number(), percent: z.number(), passed: z.boolean() }),
)
export const campRated = eventKind('camp.rated', z.object({ ...edition, rating: z.number(), nps: z.number() }))
export const campPeerRead = eventKind('camp.peer_read', z.object({ ...edition, day: z.number() }))
export const campGraduated = eventKind('camp.graduated', z.object(edition))

export const campEvents = [
  campApplied,
  campAdmitted,
  campLeft,
  campCheckedIn,
  campHandedIn,
  campReviewed,
  campExamDone,
  campRated,
  campPeerRead,
  campGraduated,
] as const

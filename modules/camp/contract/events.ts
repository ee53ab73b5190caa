import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const edition = { editionId: id, edition: z.string() }
export const campApplied = eventKind('camp.applied', z.object(edition), { zh: '报名训练营', en: 'Applied for a camp' })
export const campAdmitted = eventKind('camp.admitted', z.object({ ...edition, fromWaiting: z.boolean() }), {
  zh: '被训练营录取',
  en: 'Was admitted to a camp',
})
export const campLeft = eventKind('camp.left', z.object({ ...edition, how: z.enum(['declined', 'left']) }), {
  zh: '离开训练营',
  en: 'Left a camp',
})
export const campCheckedIn = eventKind('camp.checked_in', z.object({ ...edition, day: z.number(), madeUp: z.boolean() }), {
  zh: '训练营打卡',
  en: 'Checked in at a camp',
})
export const campHandedIn = eventKind('camp.handed_in', z.object({ ...edition, day: z.number(), late: z.boolean() }), {
  zh: '交作业',
  en: 'Handed in homework',
})
export const campReviewed = eventKind(
  'camp.reviewed',
  z.object({ ...edition, day: z.number(), accepted: z.boolean(), excellent: z.boolean() }),
  { zh: '作业被点评', en: 'Homework was reviewed' },
)
export const campExamDone = eventKind(
  'camp.exam_done',
  z.object({ ...edition, exam: z.string(), attempt: z.number(), percent: z.number(), passed: z.boolean() }),
  { zh: '完成测验', en: 'Finished an exam' },
)
export const campRated = eventKind('camp.rated', z.object({ ...edition, rating: z.number(), nps: z.number() }), {
  zh: '评价训练营',
  en: 'Rated a camp',
})
export const campPeerRead = eventKind('camp.peer_read', z.object({ ...edition, day: z.number() }), {
  zh: '读了同学的作业',
  en: 'Read a fellow student’s homework',
})
export const campGraduated = eventKind('camp.graduated', z.object(edition), { zh: '训练营结业', en: 'Graduated from a camp' })

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

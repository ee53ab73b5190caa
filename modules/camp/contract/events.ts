import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const edition = { editionId: id, edition: z.string() }
export const campApplied = eventKind('camp.applied', z.object(edition))
export const campAdmitted = eventKind('camp.admitted', z.object({ ...edition, fromWaiting: z.boolean() }))
export const campLeft = eventKind('camp.left', z.object({ ...edition, how: z.enum(['declined', 'left']) }))
export const campCheckedIn = eventKind('camp.checked_in', z.object({ ...edition, day: z.number(), madeUp: z.boolean() }))

export const campEvents = [campApplied, campAdmitted, campLeft, campCheckedIn] as const

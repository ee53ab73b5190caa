import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const movement = z.object({ entryId: id, amount: z.number(), reason: z.string(), balance: z.number() })

export const pointsGiven = eventKind('points.given', movement)
export const pointsTaken = eventKind('points.taken', movement)

export const pointsEvents = [pointsGiven, pointsTaken] as const

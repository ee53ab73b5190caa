import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const movement = z.object({ entryId: id, amount: z.number(), reason: z.string(), balance: z.number() })

export const pointsGiven = eventKind('points.given', movement, { zh: '得到积分', en: 'Was given points' })
export const pointsTaken = eventKind('points.taken', movement, { zh: '积分减少', en: 'Points were taken' })

export const pointsEvents = [pointsGiven, pointsTaken] as const

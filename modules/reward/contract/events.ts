import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const piece = z.object({ issueId: id, rewardId: id, reward: z.string() })

export const rewardIssued = eventKind('reward.issued', piece.extend({ cost: z.number() }))
export const rewardRedeemed = eventKind('reward.redeemed', piece)
/** The member said where to send it, or changed that. */
export const rewardAddressed = eventKind('reward.addressed', piece)
export const rewardShipped = eventKind('reward.shipped', piece)
export const rewardExpired = eventKind('reward.expired', piece)

export const rewardEvents = [rewardIssued, rewardRedeemed, rewardAddressed, rewardShipped, rewardExpired] as const

import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const piece = z.object({ issueId: id, rewardId: id, reward: z.string() })

export const rewardIssued = eventKind('reward.issued', piece.extend({ cost: z.number() }), { zh: '得到奖品', en: 'Was given a reward' })
export const rewardRedeemed = eventKind('reward.redeemed', piece, { zh: '使用奖品', en: 'Redeemed a reward' })
/** The member said where to send it, or changed that. */
export const rewardAddressed = eventKind('reward.addressed', piece, { zh: '填写奖品收货地址', en: 'Gave the address for a reward' })
export const rewardShipped = eventKind('reward.shipped', piece, { zh: '奖品发货', en: 'A reward was shipped' })
export const rewardExpired = eventKind('reward.expired', piece, { zh: '奖品过期未用', en: 'A reward expired' })

export const rewardEvents = [rewardIssued, rewardRedeemed, rewardAddressed, rewardShipped, rewardExpired] as const

import { actionKind, type KindList, text } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { rewardKey } from './model.ts'

/** Gives a reward of the catalogue to members, once for each occurrence of the step. */
export const giveRewardAction = actionKind({
  kind: 'giveReward',
  title: { zh: '发奖品', en: 'Give a reward' },
  params: z.strictObject({ reward: rewardKey, text: text.optional() }),
  level: 'member',
  outward: false,
  needsPerson: () => false,
  outcomes: () => [],
  words: ({ reward }, locale) => (locale === 'zh' ? `发奖品「${reward}」` : `give the reward "${reward}"`),
})

export const rewardKinds = { actions: [giveRewardAction], triggers: [], conditions: [], variables: [] } satisfies KindList

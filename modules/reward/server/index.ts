import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { exportIssues } from './export-issues.ts'
import { giveRewards } from './give-rewards.ts'
import { changeAddressKeysJob, expireRewardsJob } from './jobs.ts'
import { memberRows } from './member-rows.ts'
import { playbookParts } from './playbook-parts.ts'
import { listIssues, listRewards, myPrizes } from './read.ts'
import { addRewardCodes, changeRewardState, createReward, saveReward } from './save-reward.ts'
import { giveAddress, redeemIssue, revealAddress, shipIssues } from './settle-issues.ts'

export { changeAddressKeys } from './change-address-keys.ts'
export { type IssuedPiece, issueRewards, type RewardWish } from './issue-rewards.ts'
export { createReward } from './save-reward.ts'
export { rewardsById } from './store.ts'

/** What members can get: a catalogue with stock and budget, and every piece given, to the parcel. */
export const reward = defineModule({
  name: 'reward',
  tier: 2,
  rights: {
    'reward.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'reward.write': ['head', 'operator'],
    'reward.redeem': ['head', 'operator', 'owner', 'sales'],
    'reward.fulfil': ['head', 'operator'],
  },
  errors: api.rewardErrors,
  events: [...api.rewardEvents],
  api: [
    endpoint(api.listRewards, listRewards),
    endpoint(api.createReward, createReward),
    endpoint(api.saveReward, saveReward),
    endpoint(api.changeRewardState, changeRewardState),
    endpoint(api.addRewardCodes, addRewardCodes),
    endpoint(api.listIssues, listIssues),
    endpoint(api.giveRewards, giveRewards),
    endpoint(api.redeemIssue, redeemIssue),
    endpoint(api.shipIssues, shipIssues),
    endpoint(api.revealAddress, revealAddress),
    rawEndpoint(api.exportIssues, exportIssues),
    endpoint(api.myPrizes, myPrizes),
    endpoint(api.giveAddress, giveAddress),
  ],
  jobs: [changeAddressKeysJob, expireRewardsJob],
  provides: [...playbookParts, memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})

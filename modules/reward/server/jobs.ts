import { job } from '@grove/kernel/server'
import { z } from 'zod'
import { changeAddressKeys } from './change-address-keys.ts'
import { expireRewards } from './settle-issues.ts'

/** A few times a day is enough: what is over is refused at the counter to the minute. */
export const expireRewardsJob = job({
  name: 'reward.expire',
  input: z.object({}),
  maxAttempts: 5,
  cron: '20 */3 * * *',
  run: (ctx) => expireRewards(ctx),
})

/** After a start with a new key: addresses move to it during the night, when `grove rotate-keys` has not done so before. */
export const changeAddressKeysJob = job({
  name: 'reward.change-keys',
  input: z.object({}),
  maxAttempts: 3,
  cron: '55 18 * * *',
  run: async (ctx) => {
    await changeAddressKeys(ctx)
  },
})

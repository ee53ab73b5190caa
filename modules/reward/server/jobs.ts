import { job } from '@grove/kernel/server'
import { z } from 'zod'
import { expireRewards } from './settle-issues.ts'

/** A few times a day is enough: what is over is refused at the counter to the minute. */
export const expireRewardsJob = job({
  name: 'reward.expire',
  input: z.object({}),
  maxAttempts: 5,
  cron: '20 */3 * * *',
  run: (ctx) => expireRewards(ctx),
})

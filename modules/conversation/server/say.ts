import { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type Saying, type Thread, threadNumber } from '../contract/index.ts'
import type { Posted } from './message-row.ts'
import { speakInTurn } from './speech-queue.ts'
import { mayHear, takeSeat } from './take-seat.ts'

export interface SayInput extends Omit<Saying, 'replyTo'> {
  readonly communityId: number
  readonly thread: Thread
  readonly replyTo?: number | undefined
}

/** Says one thing; together with what others are saying at the same moment it becomes one insert. @throws room.* */
export async function say(ctx: Ctx, { communityId, thread, key, content, replyTo, mentions, mentionAll }: SayInput): Promise<Posted> {
  const seat = await takeSeat(ctx, communityId)
  const number = threadNumber(thread)
  mayHear(seat, number)
  const saying: Saying = { key, content, mentions, mentionAll, ...(replyTo ? { replyTo } : {}) }
  const spoken = await speakInTurn(ctx, { speaker: seat.person, communityId, thread: number, saying })
  if (spoken instanceof GroveError) throw spoken
  return spoken
}

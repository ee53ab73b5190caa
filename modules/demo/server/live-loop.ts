import { localOf } from '@grove/calendar'
import { postMessages } from '@grove/conversation/server'
import { type Ctx, dueLoop } from '@grove/kernel/server'
import { answerLetters, chatterIn } from '../domain/chatter.ts'
import { diceOf } from '../domain/chance-of.ts'
import { askingCommunities, liveGroup, liveWorkspaces, memberIds } from './store.ts'

/** One message about every twenty seconds, by day. */
const EVERY_MS = 20_000
const [WAKE, SLEEP] = ['08:00', '22:30']

/** The group of a demo workspace that goes on living while somebody looks. */
export const demoLife = dueLoop({ name: 'demo-life', wakeOn: [], everyMs: EVERY_MS, due: liveWorkspaces, run: speakOnce })

async function speakOnce(ctx: Ctx): Promise<{ more: boolean }> {
  const now = ctx.clock.now().getTime()
  const { time } = localOf(now, ctx.zone)
  const group = time > WAKE && time < SLEEP ? await liveGroup(ctx) : undefined
  if (!group) return { more: false }
  const people = await memberIds(ctx, group.communityId)
  if (people.length === 0) return { more: false }
  const tick = Math.floor(now / EVERY_MS)
  const dice = diceOf(`${ctx.seed}/life`)
  const memberId = dice.pick('who', tick, people)
  const asked = (await askingCommunities(ctx)).has(group.communityId) && dice.share('answer', tick) < 0.4
  const text = asked ? dice.pick('letter', tick, answerLetters) : dice.pick('line', tick, chatterIn(ctx.locale))
  // The tick is the key: two workers, or a loop that looks twice, say it once.
  await postMessages(ctx, [
    {
      communityId: group.communityId,
      thread: 0,
      author: { kind: 'member', id: memberId },
      key: `life-${tick}`,
      body: { kind: 'text', text },
    },
  ])
  return { more: false }
}

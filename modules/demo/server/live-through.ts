import { type NewMessage, postMessages } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import { completeTasks, readNotices } from '@grove/task/server'
import type { Dice } from '../domain/chance-of.ts'
import { answerLetters, chatterIn } from '../domain/chatter.ts'
import type { LivingGroup } from './open-group.ts'
import { askingCommunities, openTasksOf } from './store.ts'

/** One look at the phone: some members say something or answer the last question, and the people of the house do their work. */
export async function liveThrough(ctx: Ctx, groups: readonly LivingGroup[], dice: Dice, slot: number, houseWorks: boolean): Promise<void> {
  const asking = await askingCommunities(ctx)
  const messages = groups.flatMap((group) => spoken(ctx, group, dice, slot, asking.has(group.communityId)))
  await postMessages(ctx, messages)
  if (!houseWorks) return
  await doTasks(ctx, dice, slot)
  await readNotices(ctx, { upTo: Number.MAX_SAFE_INTEGER })
}

function spoken(ctx: Ctx, { communityId, people, plot }: LivingGroup, dice: Dice, slot: number, asked: boolean): NewMessage[] {
  const lines = chatterIn(ctx.locale)
  // A flash group is loud for its three days and then over.
  const open = plot.key !== 'flash' || slot < (plot.opens + 4) * 7
  return people.flatMap(({ memberId, person }) => {
    const mood = dice.share(`say/${communityId}/${slot}`, memberId)
    if (!open || mood > person.voice * (asked ? 0.45 : 0.16)) return []
    const answers = asked && dice.share(`answer/${slot}`, memberId) < 0.8
    const text = answers ? dice.pick(`letter/${slot}`, memberId, answerLetters) : dice.pick(`line/${slot}`, memberId, lines)
    return [
      {
        communityId,
        thread: 0,
        author: { kind: 'member' as const, id: memberId },
        key: `demo-${slot}`,
        body: { kind: 'text' as const, text },
      },
    ]
  })
}

/** Nine of ten tasks are done, by outcome; the rest run out, as they do. */
async function doTasks(ctx: Ctx, dice: Dice, slot: number): Promise<void> {
  const tasks = (await openTasksOf(ctx)).filter((task) => dice.share(`task/${slot}`, task.id) < 0.6)
  const outcomes = new Map<string, number[]>()
  for (const task of tasks) outcomes.set(`${task.kind}/${task.outcome}`, [...(outcomes.get(`${task.kind}/${task.outcome}`) ?? []), task.id])
  for (const [name, ids] of outcomes) await completeTasks(ctx, { ids, outcome: name.split('/')[1] ?? 'done' })
}

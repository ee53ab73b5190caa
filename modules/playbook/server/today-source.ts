import type { Ctx } from '@grove/kernel/server'
import { textIn } from '@grove/playbook-kit/contract'
import { todaySources } from '@grove/task/server'
import { addDays, dayOf } from '@grove/calendar'
import { getCalendar } from './read-calendar.ts'

/** What runs do next, for Today. */
export const playbookToday = todaySources.of({
  name: 'playbook',
  next: async (ctx: Ctx, limit: number) => {
    const today = dayOf(ctx.clock.now().getTime(), ctx.zone)
    const { items } = await getCalendar(ctx, { from: today, to: addDays(today, 1) })
    return items
      .filter((item) => item.ending === null && item.waiting !== 'wait')
      .slice(0, limit)
      .map((item) => ({
        at: item.at,
        title: { text: textIn(item.title, ctx.locale) },
        community: { id: item.communityId, name: item.communityName },
        count: item.members ?? 1,
        href: `/runs/${item.runId}`,
      }))
  },
})

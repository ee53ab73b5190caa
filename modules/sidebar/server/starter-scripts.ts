import type { Locale } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { ScriptPlace } from '../contract/index.ts'

type Starter = readonly [title: string, place: ScriptPlace, text: string]

const STARTERS: Readonly<Record<Locale, readonly Starter[]>> = {
  zh: [
    ['欢迎新朋友', 'group', '欢迎来到{group}！先看看群公告，想聊的、想问的都可以直接发，我每天都在。'],
    ['第一次打招呼', 'member', '{name}你好，我是这边的负责人。你方便时告诉我最想解决的一件事，我好给你推荐合适的内容。'],
    ['答复价格', 'member', '{name}，价格要看你怎么用。我先问两句：大概几个人用、多久用一次？问清楚再报，免得你多花钱。'],
    ['请人复购', 'member', '{name}，上次买的用得怎么样？有没有不顺手的地方？快用完的话告诉我，我帮你留一份。'],
    ['提醒参加活动', 'group', '今晚的分享八点开始，提前五分钟进来就好。有问题现在就可以发，我先收着带过去。'],
    ['被问烦了先安抚', 'both', '让你久等了，是我们没做好。我现在就去查，查到了第一时间告诉你，不会让你再问第二遍。'],
  ],
  en: [
    [
      'Welcome a newcomer',
      'group',
      'Welcome to {group}! Have a look at the announcement first; ask or share whatever you like, I am here every day.',
    ],
    [
      'Say hello',
      'member',
      'Hello {name}, I look after this group. Tell me the one thing you would most like to solve and I will point you to what helps.',
    ],
    [
      'Asked for the price',
      'member',
      '{name}, that depends on how you use it. Two questions first: for how many people, and how often? Then you pay for no more than you need.',
    ],
    [
      'Buy again',
      'member',
      '{name}, how is it going with what you bought? Anything awkward? Tell me before it runs out and I will keep one for you.',
    ],
    [
      'Remind of tonight',
      'group',
      'Tonight’s talk begins at eight; five minutes early is fine. Send your questions now and I will bring them along.',
    ],
    [
      'Calm somebody down',
      'both',
      'Sorry to keep you waiting, that is on us. I am looking into it now and will tell you as soon as I know, you won’t have to ask twice.',
    ],
  ],
}

/** A few scripts to begin with, in the language of the workspace. */
export async function seedScripts(ctx: Ctx): Promise<void> {
  const starters = STARTERS[ctx.locale]
  await ctx.db.exec(sql`
    insert into script (workspace_id, title, place, text, updated_at)
    select ${ctx.workspaceId}, n.title, n.place, n.text, ${ctx.clock.now()}
    from unnest(${starters.map(([title]) => title)}::text[], ${starters.map(([, place]) => place)}::text[],
      ${starters.map(([, , text]) => text)}::text[]) as n (title, place, text)`)
}

import { lintRule } from '@grove/playbook-kit/contract'
import { findInWords } from '../platform-rules.ts'
import type { LintSubject } from '../subject.ts'

const share = /转发|分享(?:到|给|至|本|海报|朋友圈|链接|群)|发(?:到|条|一条)?朋友圈|\b(?:share|repost|forward)\b/i
const reward =
  /才能|才可|即可(?:领|得|获|抽|免)|就(?:送|能领|可领|返)|领取|可领|解锁|返现|抽奖|红包|\b(?:to (?:get|win|unlock|receive|enter)|and (?:get|win|receive)|reward|prize|free)\b/i

export const rewardForSharing = lintRule<LintSubject>({
  id: 'reward-for-sharing',
  severity: 'warning',
  title: { zh: '拿好处换转发（微信诱导分享）', en: 'A reward for sharing (against WeChat’s rules)' },
  reason: {
    zh: '《微信外部链接内容管理规范》禁止用奖励或门槛诱导分享：被投诉或被抽查到，链接和域名会被封，群里所有页面一起打不开。',
    en: 'WeChat’s rules for links forbid shares that are bought by a reward or made a condition. When it is noticed, the domain is blocked and every page of the group with it.',
  },
  trips: 'steps: [{ id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "转发海报到朋友圈，截图即可领取小样" } }]',
  passes:
    'steps: [{ id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "小样人人都有，群里回复「要」就给你留。觉得有用，也欢迎转发给需要的朋友。" } }]',
  platform: {
    topic: 'forced_share',
    example: { zh: '转发海报到朋友圈，截图即可领取小样', en: 'Share the poster to Moments and send a screenshot to get a sample' },
    allowed: {
      zh: '小样人人都有，群里回复「要」就给你留。觉得有用，也欢迎告诉需要的朋友。',
      en: 'There is a sample for everybody: reply “yes” in the group and it is kept for you. If it helps, do tell a friend who needs it.',
    },
  },
  check: (subject) =>
    findInWords(subject, [{ both: [share, reward] }, { alone: /集(?:满)?\d*个?赞|点赞(?:满|到)\d+/ }], (sentence) => ({
      message: { zh: `「${sentence}」拿好处换转发或点赞`, en: `“${sentence}” buys a share or a like` },
      hint: {
        zh: '好处给到群里每个人，不以转发为条件；想带新人，用邀请码记录谁邀请的，奖励放在新人留下来之后',
        en: 'Give it to everybody in the group without a condition; to win new people use invitation codes, and reward when they have stayed',
      },
    })),
})

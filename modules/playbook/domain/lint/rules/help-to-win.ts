import { lintRule } from '@grove/playbook-kit/contract'
import { findInWords } from '../platform-rules.ts'
import type { LintSubject } from '../subject.ts'

const suspicions = [
  { alone: /助力(?:成功|领|得|免|解锁|满)|(?:好友|帮我|请|邀).{0,6}助力|砍(?:价|一刀)|帮(?:我|忙|TA|他|她)(?:砍|点一下|加速|拆)/ },
  { alone: /拉满\d+人|邀(?:请)?(?:满)?\s*\d+\s*(?:位|个|名)?(?:好友|人|朋友).{0,12}(?:免费|领|送|得|抽|解锁|返)/ },
  { alone: /\binvite \d+ (?:friends|people)\b.{0,40}\b(?:get|free|win|unlock|receive)\b/i },
]

export const helpToWin = lintRule<LintSubject>({
  id: 'help-to-win',
  severity: 'warning',
  title: { zh: '助力、砍价、拉人头换奖（微信禁止）', en: 'Helping, bargaining or head counts for a prize (against WeChat’s rules)' },
  reason: {
    zh: '2019 年 10 月起，微信把助力、砍价、拉人头得奖列为诱导分享，红包类外链也封。活动跑得越好，封得越快。',
    en: 'Since October 2019 WeChat counts help-me, bargaining and head-count prizes as induced sharing and blocks their links. The better it runs, the sooner it ends.',
  },
  trips: 'steps: [{ id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "邀请3位好友助力，免费领试饮装" } }]',
  passes:
    'steps: [{ id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "想带朋友来？把你的专属群码给TA，进群后你们都会收到一份选购指南。" } }]',
  platform: {
    topic: 'fission',
    example: { zh: '邀请 3 位好友助力，免费领试饮装', en: 'Invite 3 friends to help and get the tasting pack free' },
    allowed: {
      zh: '想带朋友来？把你的专属群码给 TA，进群后你们都会收到一份选购指南。',
      en: 'Bringing a friend? Give them your own code of the group: once they are in, both of you get the buying guide.',
    },
  },
  check: (subject) =>
    findInWords(subject, suspicions, (sentence) => ({
      message: { zh: `「${sentence}」是助力或拉人头换奖`, en: `“${sentence}” asks for helpers or heads in return for a prize` },
      hint: {
        zh: '改成邀请码或群码带人：不设人数门槛，双方都有，奖励在新人留满几天后再发；跑在自己的小程序或线下更稳',
        en: 'Use an invitation or group code: no number to reach, something for both, given when the newcomer has stayed some days',
      },
    })),
})

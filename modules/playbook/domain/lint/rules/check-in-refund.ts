import { lintRule } from '@grove/playbook-kit/contract'
import { findInWords } from '../platform-rules.ts'
import type { LintSubject } from '../subject.ts'

const checkIn = /打卡|签到|\bcheck[- ]?ins?\b/i
const refund = /返(?:还)?(?:学费|现|款|押金|全额)|退(?:还)?(?:学费|押金|全款)|免学费|\b(?:refund|tuition back|money back|deposit back)\b/i
const inPublic = /发(?:到|条|一条)?朋友圈|朋友圈(?:打卡|签到|截图)|晒(?:到|在)?朋友圈|\b(?:on|to) (?:your )?moments\b/i

export const checkInRefund = lintRule<LintSubject>({
  id: 'check-in-refund',
  severity: 'warning',
  title: { zh: '打卡返学费、朋友圈打卡（微信点名）', en: 'Check-in for a refund, or in Moments (named by WeChat)' },
  reason: {
    zh: '2019 年 5 月微信点名「打卡返学费」「朋友圈打卡」是诱导分享，多家课程域名被封。打卡本身没问题，问题在返钱和要求发朋友圈。',
    en: 'In May 2019 WeChat named tuition refunds for check-ins and check-ins in Moments as induced sharing and blocked courses for it. Checking in is fine; the money and the public post are not.',
  },
  trips: 'steps: [{ id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "坚持打卡21天返学费" } }]',
  passes:
    'steps: [{ id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "今天的打卡在群里交：一句话说说你学到了什么。连续 7 天有积分和群内勋章。" } }]',
  platform: {
    topic: 'check_in',
    example: { zh: '坚持打卡 21 天，返还全部学费', en: 'Check in for 21 days and get your tuition back' },
    allowed: {
      zh: '今天的打卡在群里交：一句话说说你学到了什么。连续 7 天有积分和群内勋章。',
      en: 'Hand in today’s check-in here: one sentence on what you learned. Seven days in a row earn points and a badge in the group.',
    },
  },
  check: (subject) =>
    findInWords(subject, [{ both: [checkIn, refund] }, { both: [checkIn, inPublic] }], (sentence) => ({
      message: { zh: `「${sentence}」让打卡和返钱或朋友圈绑在一起`, en: `“${sentence}” ties check-ins to money or Moments` },
      hint: {
        zh: '打卡放在群里或打卡页，奖励用积分、勋章、加餐课；返学费改成课程本身的优惠，不看打卡',
        en: 'Check in inside the group or on its page; reward with points, badges or an extra lesson; put a discount on the course itself',
      },
    })),
})

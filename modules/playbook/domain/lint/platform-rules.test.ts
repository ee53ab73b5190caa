import { expect, test } from 'vitest'
import { coreLanguage } from '../../contract/index.ts'
import { parsePlaybook } from '../parse/index.ts'
import { smallestPlaybook } from '../smallest-playbook.ts'
import { lintPlaybook } from './index.ts'

const platformRules = ['check-in-refund', 'help-to-win', 'reward-for-sharing']

/** Rules of the platform that words break. */
function broken(text: string): string[] {
  const steps = [{ id: 'a', title: 'A', when: { day: 1, at: '10:00' }, do: { kind: 'send', text } }]
  const parsed = parsePlaybook(JSON.stringify({ ...smallestPlaybook, steps }), coreLanguage)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const found = lintPlaybook(parsed.definition, { kinds: coreLanguage, off: [], added: [] })
  return [...new Set(found.map(({ rule }) => rule).filter((rule) => platformRules.includes(rule)))]
}

test.each([
  ['转发到朋友圈并截图，就送 10 元券', 'reward-for-sharing'],
  ['集满38个赞免费吃火锅', 'reward-for-sharing'],
  ['分享海报给三个群才能领取资料', 'reward-for-sharing'],
  ['Share this poster to get a free sample', 'reward-for-sharing'],
  ['快来帮我砍一刀', 'help-to-win'],
  ['邀请满5位好友即可免费领取', 'help-to-win'],
  ['Invite 3 friends and you get a month free', 'help-to-win'],
  ['连续打卡 30 天返还押金', 'check-in-refund'],
  ['每天把打卡发到朋友圈', 'check-in-refund'],
  ['Full refund after 21 check-ins', 'check-in-refund'],
])('%s: %s', (text, rule) => {
  expect(broken(text)).toContain(rule)
})

test.each([
  '今天的主题是分享你第一次开店的故事。讲完的同学抽奖送书',
  '早上好，今天打卡了吗？连续 7 天有勋章',
  '资料已经放进群文件，人人可领。觉得好用可以转发给同事',
  '点赞最多的三条留言，老师会逐条点评',
  '课程限时优惠 100 元，不用做任何任务',
  '我们会邀请 3 位嘉宾来群里答疑',
  'Please share your thoughts in the group',
])('%s: nothing to object to', (text) => {
  expect(broken(text)).toEqual([])
})

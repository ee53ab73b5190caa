import { expect, it } from 'vitest'
import { mayBeTyped, typedEntry } from './typed-entry.ts'

it.each([
  ['chain', '接龙 张三 两份', '张三 两份'],
  ['chain', '接龙：李四', '李四'],
  ['chain', '+1', '+1'],
  ['chain', '＋１ 三份，送到东门', '三份，送到东门'],
  ['chain', ' 报名 ', '报名'],
  ['chain', 'Count me in: two', 'two'],
  ['ama', '问：敏感肌能用吗', '敏感肌能用吗'],
  ['ama', '提问 先用哪一个', '先用哪一个'],
  ['ama', 'Q: which first?', 'which first?'],
  ['contest', '投稿：那年冬天', '那年冬天'],
  ['share_order', '晒单 用了两周', '用了两周'],
  ['guess', '我猜 1,280', '1280'],
  ['guess', '猜：１２８', '128'],
] as const)('%s: %s', (kind, text, entry) => expect(typedEntry(kind, text)).toBe(entry))

it.each([
  ['chain', '我要接龙吗'],
  ['chain', '接龙什么时候开始'],
  ['chain', '+100 分'],
  ['ama', '问一下几点开始'],
  ['ama', '问：'],
  ['ama', 'quite right'],
  ['contest', '投稿怎么投'],
  ['vote', '接龙 A'],
  ['guess', '猜不到'],
  ['guess', '128'],
] as const)('%s: %s is talk', (kind, text) => expect(typedEntry(kind, text)).toBeNull())

it('needs a picture on the page where the rule says so', () => {
  const rule = { picture: 'may' as const, most: 1, votes: 0 }
  expect(mayBeTyped('contest', rule, 1)).toBe(true)
  expect(mayBeTyped('contest', { ...rule, picture: 'must' }, 1)).toBe(false)
  expect(mayBeTyped('lottery', null, 1)).toBe(false)
  expect([0, 3].map((options) => mayBeTyped('guess', null, options))).toEqual([true, false])
})

import { describe, expect, it } from 'vitest'
import { plain, postText, winnerLines } from './post-text.ts'

describe('posts', () => {
  it('hold the figures, and nothing for what is not known', () => {
    expect(postText('{title}：{joined} 位\n{winners}\n谢谢', { title: '猜谜语', joined: '3' })).toBe('猜谜语：3 位\n谢谢')
    expect(plain('a {b} c')).toBe('a {{b} c')
  })

  it('name up to ten winners a line', () => {
    const wins = Array.from({ length: 12 }, (_, at) => ({ award: '猜中', name: `m${at}`, prize: '10 积分' }))
    expect(winnerLines([{ award: '第一名', name: '小林', prize: '券' }, ...wins], (count) => ` +${count}`)).toBe(
      '第一名（券）：小林\n猜中（10 积分）：m0、m1、m2、m3、m4、m5、m6、m7、m8、m9 +2',
    )
  })
})

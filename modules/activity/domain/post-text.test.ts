import { createTranslator } from '@grove/i18n'
import { describe, expect, it } from 'vitest'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { plain, postText, winnerLines } from './post-text.ts'

describe('posts', () => {
  it('hold the figures, and nothing for what is not known', () => {
    expect(postText('{title}：{joined} 位\n{winners}\n谢谢', { title: '猜谜语', joined: '3' })).toBe('猜谜语：3 位\n谢谢')
    expect(plain('a {b} c')).toBe('a {{b} c')
  })

  it('name the first winners of each award, and how many more there are', () => {
    const awards = [
      { award: '第一名', count: 1, names: ['小林'], prizes: ['券'] },
      { award: '猜中', count: 12, names: ['m0', 'm1'], prizes: ['10 积分', '5 积分'] },
    ]
    const said = (locale: 'zh' | 'en') => winnerLines(awards, createTranslator(locale, locale === 'zh' ? zh : en))
    expect(said('zh')).toBe('第一名（券）：小林\n猜中：m0、m1，还有 10 位')
    expect(said('en')).toBe('第一名 (券): 小林\n猜中: m0, m1 and 10 more')
  })
})

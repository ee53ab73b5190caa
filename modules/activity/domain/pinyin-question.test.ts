import { describe, expect, it } from 'vitest'
import { askPinyin, askWord, withOptions } from './pinyin-question.ts'

describe('questions of spelling', () => {
  it('have four different options of which the named one is right', () => {
    const words = [
      ['zhōng', 'guó'],
      ['lǎo', 'shī'],
      ['xīn', 'xiān'],
      ['chūn', 'tiān'],
      ['nǚ', 'ér'],
      ['rè', 'qíng'],
    ]
    for (const [turn, spelled] of words.entries()) {
      const asked = askPinyin(`t ${turn}`, '词', spelled, (word) => word)
      expect(new Set(asked.options.map((one) => one.label)).size).toBe(4)
      expect(asked.options.find((one) => one.key === asked.answer)?.label).toBe(spelled.join(' '))
    }
  })

  it('offer words of the same length that sound otherwise', () => {
    const others = ['苹果', '老师', '西瓜', '自行车', '拼过'].map((word, at) => ({ word, spelled: at === 4 ? 'píng guǒ' : `x${at}` }))
    const asked = askWord('s', '苹果', 'píng guǒ', [...others, { word: '春天', spelled: 'chūn tiān' }], (text) => text)
    expect(asked.options.map((one) => one.label).toSorted()).toEqual(['春天', '老师', '苹果', '西瓜'].toSorted())
    expect(asked.options.find((one) => one.key === asked.answer)?.label).toBe('苹果')
  })

  it('put the right answer anywhere', () => {
    const places = new Set(Array.from({ length: 60 }, (_, at) => withOptions(`p ${at}`, 'r', ['a', 'b', 'c']).answer))
    expect([...places].toSorted()).toEqual(['A', 'B', 'C', 'D'])
  })
})

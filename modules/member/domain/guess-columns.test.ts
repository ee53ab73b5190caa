import { describe, expect, it } from 'vitest'
import { guessColumns } from './guess-columns.ts'

describe('guessing columns', () => {
  it('leaves empty headings and running numbers out', () => {
    expect(guessColumns(['', '  ', '序号'])).toEqual(['skip', 'skip', 'skip'])
  })
  it('gives a target once; the second column of the kind becomes an attribute', () => {
    expect(guessColumns(['姓名', '手机号', '联系电话', '联系电话'])).toEqual(['displayName', 'phone', 'attribute:联系电话', 'skip'])
  })
  it('reads the headings people write', () => {
    expect(guessColumns(['客户姓名', '手机 号码', 'E-mail', '标签', '来源', '会员编号', '宠物'])).toEqual([
      'displayName',
      'phone',
      'email',
      'tags',
      'source',
      'externalId',
      'attribute:宠物',
    ])
  })
  it('keeps separators of attribute names out', () => {
    expect(guessColumns(['a.b: c'])).toEqual(['attribute:a b c'])
  })
})

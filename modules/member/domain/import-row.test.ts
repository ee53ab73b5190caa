import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportTarget } from '../contract/index.ts'
import { readRow, splitTags } from './import-row.ts'

const columns: ImportTarget[] = ['displayName', 'phone', 'email', 'gender', 'tags', 'stage', 'attribute:宠物', 'skip']
const headings = ['姓名', '手机', '邮箱', '性别', '标签', '阶段', '宠物', '备注']
const read = (...cells: string[]) => readRow(7, cells, columns, headings)
const faultsOf = (...cells: string[]) => {
  const result = read(...cells)
  return 'faults' in result ? result.faults.map((fault) => `${fault.line}:${fault.column}:${fault.code}`) : []
}

describe('reading one row', () => {
  it('refuses a row without a key, and one with another number of cells', () => {
    expect(faultsOf('王小明', '', '', '', '', '', '', '')).toEqual(['7:null:no_key'])
    expect(faultsOf('王小明')).toEqual(['7:null:column_count'])
  })
  it('names every bad cell with its heading', () => {
    expect(faultsOf('王小明', '12', 'not mail', '未知', '', '9', '', '')).toEqual([
      '7:手机:bad_phone',
      '7:邮箱:bad_email',
      '7:性别:bad_gender',
      '7:阶段:bad_stage',
    ])
  })
  it('refuses broken characters and long texts', () => {
    expect(faultsOf('王\u{fffd}', '13800138000', '', '', '', '', '', '')).toEqual(['7:姓名:bad_text'])
    expect(faultsOf('王'.repeat(61), '13800138000', '', '', '', '', '', '')).toEqual(['7:姓名:too_long'])
  })
  it('understands what people type', () => {
    expect(read('王小明', '+86 138-0013-8000', 'A@B.cn', '女', '老客;宝妈、老客', '3', '猫', 'x')).toEqual({
      row: {
        line: 7,
        identities: [
          { channel: 'phone', externalId: '13800138000' },
          { channel: 'email', externalId: 'a@b.cn' },
        ],
        fields: { displayName: '王小明', phone: '13800138000', email: 'a@b.cn', gender: 'female' },
        attributes: { 宠物: '猫' },
        tags: ['老客', '宝妈'],
        stage: 3,
        source: undefined,
      },
    })
  })
  it('is total: any cells give a row or faults on this line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 8, maxLength: 8 }), (cells) => {
        const result = read(...cells)
        if ('faults' in result) expect(result.faults.every((fault) => fault.line === 7)).toBe(true)
        else expect(result.row.identities.length).toBeGreaterThan(0)
      }),
    )
  })
  it('parts tags', () => {
    expect(splitTags(' a ; b，c|a ')).toEqual(['a', 'b', 'c'])
  })
})

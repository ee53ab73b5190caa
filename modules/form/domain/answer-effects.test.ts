import { describe, expect, it } from 'vitest'
import { question, type Question } from '../contract/index.ts'
import { answerLines, exampleLines } from './answer-words.ts'
import { effectsOf } from './answer-effects.ts'
import { formAdvice } from './form-advice.ts'
import { newKey } from './new-key.ts'
import { provinces, regionOf, regionWords } from './region.ts'
import { formTemplates } from './templates.ts'

const of = (...list: unknown[]): Question[] => list.map((one) => question.parse(one))
const needs = {
  kind: 'multi',
  key: 'needs',
  label: '想得到什么',
  options: [
    { id: 'a', label: '知识', tag: '需求：知识' },
    { id: 'b', label: '优惠', tag: '需求：优惠' },
    { id: 'c', label: '其他' },
  ],
}

describe('what answers write', () => {
  it('nothing where nothing was answered, or goes nowhere', () => {
    expect(effectsOf(of(needs, { kind: 'text', key: 'more', label: '还有' }), { more: '没有' })).toEqual({
      fields: {},
      attributes: {},
      tags: [],
      untags: [],
    })
  })

  it('fields, attributes, and the tags of what was chosen, never one both ways', () => {
    const questions = of(
      { kind: 'region', key: 'city', label: '城市', into: { field: 'city' } },
      {
        kind: 'single',
        key: 'sex',
        label: '性别',
        into: { field: 'gender' },
        options: [
          { id: 'female', label: '女' },
          { id: 'male', label: '男' },
        ],
      },
      { kind: 'number', key: 'kids', label: '孩子', into: { attribute: '孩子数' } },
      {
        kind: 'multi',
        key: 'media',
        label: '来源',
        into: { attribute: '信息来源' },
        options: [
          { id: 'x', label: '群' },
          { id: 'y', label: '朋友' },
        ],
      },
      needs,
      { ...needs, key: 'again', kind: 'single' },
    )
    const answers = { city: '440300', sex: 'female', kids: 2, media: ['x', 'y'], needs: ['a', 'c'], again: 'b' }
    expect(effectsOf(questions, answers)).toEqual({
      fields: { city: '深圳市', gender: 'female' },
      attributes: { 孩子数: 2, 信息来源: '群、朋友' },
      tags: ['需求：知识', '需求：优惠'],
      untags: [],
    })
    expect(effectsOf(questions, { needs: ['c'] }).untags).toEqual(['需求：知识', '需求：优惠'])
  })

  it('in words, and only what may be shown in the example', () => {
    const questions = of({ ...needs, inExample: false }, { kind: 'region', key: 'city', label: '城市' })
    const answers = { needs: ['a', 'gone'], city: '110100' }
    expect(answerLines(questions, answers).map((line) => line.text)).toEqual(['知识、gone', '北京市'])
    expect(exampleLines(questions, answers)).toEqual([{ key: 'city', label: '城市', text: '北京市' }])
  })
})

describe('regions', () => {
  it('are cities of provinces, a municipality once', () => {
    expect(regionOf('330100')).toEqual({ code: '330100', province: '浙江省', city: '杭州市' })
    expect([regionWords('330100'), regionWords('310100'), regionWords('1')]).toEqual(['浙江省 杭州市', '上海市', '1'])
    expect(provinces()).toHaveLength(34)
    const citiesOf = (code: string) => provinces().find((one) => one.code === code)?.cities ?? []
    expect(citiesOf('110000')).toEqual([{ code: '110100', name: '北京市' }])
    expect(citiesOf('440000').length).toBeGreaterThan(20)
  })
})

describe('advice', () => {
  const codes = (list: Question[], purpose: 'card' | 'survey' = 'card') => formAdvice({ questions: list }, purpose).map((one) => one.code)
  const fact = { kind: 'text', key: 'q', label: '职位', into: { field: 'title' } }

  it('finds nothing to say of ours', () => {
    for (const locale of ['zh', 'en'] as const)
      for (const form of formTemplates(locale)) expect([form.key, formAdvice(form, form.purpose)]).toEqual([form.key, []])
  })

  it('says what drives people away, or leads nowhere', () => {
    expect(codes(of(fact))).toEqual([])
    expect(codes(of(...Array.from({ length: 9 }, (_, n) => ({ ...needs, key: `q${n}` }))))).toContain('too_many_questions')
    expect(codes(of({ ...fact, label: '请用一段话介绍你自己过去十年里最难忘的一次工作经历' }))).toEqual(['long_label'])
    expect(codes(of({ ...fact, label: '你觉得我们怎么样' }))).toEqual(['opinion'])
    expect(codes(of({ ...fact, label: '你觉得我们怎么样' }), 'survey')).toEqual([])
    expect(codes(of({ ...fact, label: '身份证号' }))).toEqual(['sensitive'])
    expect(
      codes(
        of({
          ...needs,
          options: [
            { id: 'a', label: 'A' },
            { id: 'b', label: 'B' },
          ],
        }),
      ),
    ).toEqual(['no_tag_no_field'])
    expect(codes(of({ ...needs, into: { field: 'industry' } }))).toEqual(['field_of_options'])
    expect(codes(of(fact, { ...fact, key: 'r' }, { ...fact, key: 's' }))).toEqual(['much_typing'])
    expect(codes(of(...['a', 'b', 'c', 'd'].map((key) => ({ ...needs, key, required: true }))))).toEqual(['all_required'])
  })

  it('keys of new questions are free', () => {
    expect([newKey('q', []), newKey('q', ['q1', 'q2']), newKey('q', ['q2'])]).toEqual(['q1', 'q3', 'q3'])
  })

  it('templates say the same in both languages', () => {
    const shape = (locale: 'zh' | 'en') =>
      formTemplates(locale).map(({ key, purpose, questions }) => [key, purpose, questions.map((one) => [one.key, one.kind, one.required])])
    expect(shape('en')).toEqual(shape('zh'))
  })
})

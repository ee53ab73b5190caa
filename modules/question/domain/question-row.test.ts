import { describe, expect, it } from 'vitest'
import { builtinBanks } from './builtin.ts'
import { questionBody } from '../contract/index.ts'
import { questionColumns } from './question-columns.ts'
import { EXPORT_HEADINGS, KIND_NAMES, questionCells, readQuestionRow, THEME_CELLS } from './question-row.ts'

const columns = questionColumns(['题型', '主题', '题目', '选项A', '选项B', '选项 C', '答案', '解析', '分值'])
const read = (...cells: string[]) => readQuestionRow(cells, columns)

describe('a row of a question file', () => {
  it.each([
    [['', '', '', 'a', 'b', '', 'A'], 'no_stem'],
    [['判断', '', '对吗', 'a', 'b', '', 'A'], 'unknown_kind'],
    [['单选', '天文', '对吗', 'a', 'b', '', 'A'], 'unknown_theme'],
    [['单选', '', '对吗', 'a', '', '', 'A'], 'too_few_options'],
    [['单选', '', '对吗', 'a', 'a', '', 'A'], 'options_doubled'],
    [['单选', '', '对吗', 'a', 'b', '', ''], 'no_answer'],
    [['单选', '', '对吗', 'a', 'b', '', 'C'], 'answer_not_an_option'],
    [['单选', '', '对吗', 'a', 'b', '', 'AB'], 'answer_not_an_option'],
    [['单选', '', '对吗', 'a', 'b', '', 'A', '', '0.5'], 'points_wrong'],
    [['填空', '', '对吗', '', '', '', '一;;三'], 'no_answer'],
  ])('%j is refused: %s', (cells, code) => {
    expect(read(...cells)).toMatchObject({ fault: { code } })
  })

  it('tells the kind where none is named', () => {
    expect(read('', '', '几个', '一', '二', '三', 'AC')).toMatchObject({ body: { kind: 'multi', right: [0, 2] } })
    expect(read('', '歇后语', '猪八戒照镜子', '里外不是人', '不打不相识', '', '里外不是人')).toMatchObject({
      body: { kind: 'single', theme: 'saying', right: 0 },
    })
    expect(read('', '', '首都是哪里', '', '', '', '北京|Beijing')).toMatchObject({ body: { kind: 'blank', blanks: [['北京', 'Beijing']] } })
    expect(read('', '', '为什么', '', '', '', '')).toMatchObject({ body: { kind: 'short', model: '' } })
  })
})

describe.each(['zh', 'en'] as const)('our own banks in %s', (locale) => {
  const all = builtinBanks(locale).flatMap((bank) => bank.questions)

  it('are questions, each once, and come back from a file as they went out', () => {
    const wide = questionColumns(EXPORT_HEADINGS[locale])
    for (const body of all) {
      expect(questionBody.safeParse(body).error?.issues ?? []).toEqual([])
      const cells = questionCells(body, KIND_NAMES[locale][body.kind], THEME_CELLS[locale][body.theme])
      expect(readQuestionRow(cells, wide)).toEqual({ body })
    }
    expect(new Set(all.map((body) => `${body.theme} ${body.stem}`)).size).toBe(all.length)
    expect(all.length).toBeGreaterThanOrEqual(locale === 'zh' ? 80 : 60)
  })

  it('have the right option now here, now there', () => {
    const places = all.flatMap((body) => (body.kind === 'single' ? [body.right] : []))
    expect(new Set(places)).toEqual(new Set([0, 1, 2, 3]))
  })
})

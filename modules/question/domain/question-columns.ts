import { MOST_OPTIONS } from '../contract/index.ts'

const HEADINGS = {
  kind: ['题型', '类型', 'kind', 'type'],
  theme: ['主题', '分类', 'theme', 'topic'],
  stem: ['题干', '题目', '问题', 'stem', 'question'],
  answer: ['答案', '正确答案', '谜底', 'answer', 'rightanswer', 'correctanswer'],
  explain: ['解析', '说明', '讲解', 'explain', 'explanation'],
  points: ['分值', '分数', '得分', 'points', 'score'],
} as const

export interface QuestionColumns {
  readonly at: Readonly<Record<keyof typeof HEADINGS, number>>
  readonly options: readonly number[]
}

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')

/** Which column of a file is what; -1 where there is none. Options are `选项A` … `选项H`, `option a` … or just `A` … `H`. */
export function questionColumns(headings: readonly string[]): QuestionColumns {
  const names = headings.map(plain)
  const find = (known: readonly string[]) => names.findIndex((name) => known.includes(name))
  const options = Array.from({ length: MOST_OPTIONS }, (_, at) => {
    const letter = String.fromCharCode(97 + at)
    return find([`选项${letter}`, `选项${at + 1}`, `option${letter}`, `option${at + 1}`, letter])
  })
  return {
    at: {
      kind: find(HEADINGS.kind),
      theme: find(HEADINGS.theme),
      stem: find(HEADINGS.stem),
      answer: find(HEADINGS.answer),
      explain: find(HEADINGS.explain),
      points: find(HEADINGS.points),
    },
    options,
  }
}

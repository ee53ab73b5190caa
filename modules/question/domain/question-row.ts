import { type QuestionBody, questionBody, type QuestionFault, type QuestionKind, type QuestionTheme } from '../contract/index.ts'
import { lettersOf, optionLetter } from './option-letter.ts'
import type { QuestionColumns } from './question-columns.ts'

const KINDS: Readonly<Record<string, QuestionKind>> = {
  单选: 'single',
  单选题: 'single',
  single: 'single',
  多选: 'multi',
  多选题: 'multi',
  multi: 'multi',
  multiple: 'multi',
  填空: 'blank',
  填空题: 'blank',
  blank: 'blank',
  简答: 'short',
  简答题: 'short',
  问答: 'short',
  问答题: 'short',
  short: 'short',
}
export const THEME_NAMES: Readonly<Record<string, QuestionTheme>> = {
  谜语: 'riddle',
  字谜: 'riddle',
  riddle: 'riddle',
  歇后语: 'saying',
  saying: 'saying',
  看图猜成语: 'emoji',
  表情猜成语: 'emoji',
  emoji: 'emoji',
  补字: 'missing',
  missing: 'missing',
  常识: 'quiz',
  问答: 'quiz',
  quiz: 'quiz',
  课程: 'lesson',
  lesson: 'lesson',
}

type Read = { readonly body: QuestionBody } | { readonly fault: { readonly code: QuestionFault; readonly value: string } }
const wrong = (code: QuestionFault, value = ''): Read => ({ fault: { code, value: value.slice(0, 80) } })

/** A row of a file as a question, or the first thing that is wrong with it. Without a kind it is told by the options and the answer. */
export function readQuestionRow(cells: readonly string[], columns: QuestionColumns): Read {
  const cell = (at: number) => (at < 0 ? '' : (cells[at] ?? '').trim())
  const stem = cell(columns.at.stem)
  if (stem === '') return wrong('no_stem')
  if (stem.length > 500 || cell(columns.at.explain).length > 500) return wrong('too_long', stem)
  const options = columns.options.map(cell)
  while (options.at(-1) === '') options.pop()
  const answer = cell(columns.at.answer)
  const kindName = cell(columns.at.kind)
  const kind = kindName === '' ? kindOf(options, answer) : KINDS[kindName.toLowerCase()]
  if (!kind) return wrong('unknown_kind', kindName)
  const themeName = cell(columns.at.theme)
  const theme = themeName === '' ? 'lesson' : THEME_NAMES[themeName.toLowerCase()]
  if (!theme) return wrong('unknown_theme', themeName)
  const pointsText = cell(columns.at.points)
  const points = pointsText === '' ? 1 : Number(pointsText)
  if (!Number.isInteger(points) || points < 1 || points > 100) return wrong('points_wrong', pointsText)
  return bodyOf({ theme, stem, explain: cell(columns.at.explain), points }, kind, options, answer)
}

function kindOf(options: readonly string[], answer: string): QuestionKind {
  if (options.length === 0) return answer === '' ? 'short' : 'blank'
  return (lettersOf(answer)?.length ?? 1) > 1 ? 'multi' : 'single'
}

interface Asked {
  readonly theme: QuestionTheme
  readonly stem: string
  readonly explain: string
  readonly points: number
}

function bodyOf(asked: Asked, kind: QuestionKind, options: readonly string[], answer: string): Read {
  if (kind === 'short') return checked({ kind, ...asked, model: answer }, answer)
  if (answer === '') return wrong('no_answer')
  if (kind === 'blank') {
    const blanks = answer.split(/[;；]/).map((one) =>
      one
        .split(/[|｜/]/)
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    )
    return blanks.some((one) => one.length === 0) ? wrong('no_answer', answer) : checked({ kind, ...asked, blanks }, answer)
  }
  if (options.length < 2 || options.includes('')) return wrong('too_few_options')
  if (new Set(options).size < options.length) return wrong('options_doubled')
  const places = placesOf(options, answer)
  if (!places?.length || places.some((at) => at >= options.length)) return wrong('answer_not_an_option', answer)
  if (kind === 'multi') return checked({ kind, ...asked, options: [...options], right: places }, answer)
  const [right] = places
  return places.length > 1 || right === undefined
    ? wrong('answer_not_an_option', answer)
    : checked({ kind, ...asked, options: [...options], right }, answer)
}

/** Letters, or the words of one option. */
function placesOf(options: readonly string[], answer: string): number[] | undefined {
  const word = options.indexOf(answer)
  return word >= 0 ? [word] : lettersOf(answer)
}

function checked(body: QuestionBody, value: string): Read {
  const parsed = questionBody.safeParse(body)
  return parsed.success ? { body: parsed.data } : wrong('too_long', value)
}

/** The cells of a question in the order of `EXPORT_HEADINGS`. */
export function questionCells(body: QuestionBody, kindName: string, themeName: string): string[] {
  const options = body.kind === 'single' || body.kind === 'multi' ? body.options : []
  return [
    kindName,
    themeName,
    body.stem,
    ...Array.from({ length: 8 }, (_, at) => options[at] ?? ''),
    answerCell(body),
    body.explain,
    String(body.points),
  ]
}

function answerCell(body: QuestionBody): string {
  if (body.kind === 'single') return optionLetter(body.right)
  if (body.kind === 'multi') return body.right.map(optionLetter).join('')
  if (body.kind === 'blank') return body.blanks.map((one) => one.join('|')).join(';')
  return body.model
}

export const EXPORT_HEADINGS = {
  zh: ['题型', '主题', '题干', ...'ABCDEFGH'.split('').map((letter) => `选项${letter}`), '答案', '解析', '分值'],
  en: ['Kind', 'Theme', 'Question', ...'ABCDEFGH'.split('').map((letter) => `Option ${letter}`), 'Answer', 'Explanation', 'Points'],
} as const
export const KIND_NAMES = {
  zh: { single: '单选', multi: '多选', blank: '填空', short: '简答' },
  en: { single: 'single', multi: 'multi', blank: 'blank', short: 'short' },
} as const
export const THEME_CELLS = {
  zh: { riddle: '谜语', saying: '歇后语', emoji: '表情猜成语', missing: '补字', quiz: '常识', lesson: '课程' },
  en: { riddle: 'riddle', saying: 'saying', emoji: 'emoji', missing: 'missing', quiz: 'quiz', lesson: 'lesson' },
} as const

import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import type { Step } from '../../../contract/index.ts'
import { wordsOf } from '../words-of.ts'

type Definition = LintSubject['definition']
interface Part {
  readonly zh: string
  readonly en: string
  readonly there: (definition: Definition) => boolean
}

const byWords = (pattern: RegExp) => (definition: Definition) => definition.steps.some((step) => pattern.test(wordsOf(step, definition)))
const isCoaching = (step: Step) => step.track === 'member' && step.who !== 'system' && step.do.kind === 'ask'

const PARTS: readonly Part[] = [
  { zh: '入营筛选（entry.screening）', en: 'screening (`entry.screening`)', there: ({ entry }) => entry?.screening === true },
  { zh: '开营仪式', en: 'an opening meeting', there: byWords(/开营|opening/i) },
  {
    zh: '打卡和点评',
    en: 'check-ins with comments',
    there: byWords(/打卡[\s\S]*点评|点评[\s\S]*打卡|check-?ins?[\s\S]*comment|comment[\s\S]*check-?in/i),
  },
  {
    zh: '一对一辅导（成员轨道上请人做的事）',
    en: 'one-to-one coaching (a member step for a person)',
    there: ({ steps }) => steps.some(isCoaching),
  },
  {
    zh: '结营时看得见的成果',
    en: 'visible results at graduation',
    there: byWords(/(结营|毕业)[\s\S]*(成果|证书|作品)|graduat[\s\S]*(result|certificate|work)/i),
  },
  {
    zh: '学员反馈（topic: feedback）',
    en: 'feedback (`topic: feedback`)',
    there: ({ steps }) => steps.some((step) => step.topic === 'feedback'),
  },
  { zh: '复盘（review）', en: 'a review (`review`)', there: ({ review }) => review !== undefined },
]

export const campWithoutItsParts = lintRule<LintSubject>({
  id: 'camp-without-its-parts',
  severity: 'warning',
  title: { zh: '训练营缺了环节', en: 'A camp without its parts' },
  reason: {
    zh: '训练营卖的是体验和结果：筛选、开营、打卡点评、一对一、结营成果、反馈、复盘，缺一环就断一截。',
    en: 'A camp sells experience and results: screening, opening, check-ins with comments, coaching, graduation, feedback, review. One missing link breaks it.',
  },
  trips: 'communityTypes: [camp]\nlasts: 7d',
  passes: [
    'communityTypes: [camp]',
    'lasts: 7d',
    'entry: { screening: true, note: Paid and passed the quiz }',
    'review: { questions: [What would you change?] }',
    'steps:',
    '  - { id: open, title: Opening meeting, when: { day: 1, at: "19:00" }, do: { kind: send, text: Welcome } }',
    '  - { id: check, title: Check-ins with comments, when: { daily: all, at: "20:00" }, who: duty, do: { kind: ask, instructions: Comment on them } }',
    '  - { id: coach, title: Coaching, track: member, when: { joinDay: 3, at: "11:00" }, who: owner, do: { kind: ask, instructions: Call } }',
    '  - { id: end, title: Graduation, when: { day: 7, at: "19:00" }, do: { kind: send, text: Your results and certificate } }',
    '  - { id: rate, title: Rate us, topic: feedback, when: { day: 7, at: "20:00" }, do: { kind: send, text: Answer 1 to 5 } }',
  ].join('\n'),
  check: ({ definition }) =>
    definition.communityTypes.includes('camp')
      ? PARTS.filter((part) => !part.there(definition)).map((part) => ({
          path: [],
          message: { zh: `训练营缺少：${part.zh}`, en: `The camp lacks ${part.en}` },
        }))
      : [],
})

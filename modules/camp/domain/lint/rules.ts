import type { CampExam } from '../../contract/index.ts'
import { dayRules } from './day-rules.ts'
import type { CampRule } from './lint-camp.ts'

const exam: CampExam = {
  key: 'final',
  title: 'Final',
  day: 1,
  openDays: 1,
  bank: 'final',
  count: 10,
  minutes: 20,
  attempts: 2,
  pass: 60,
  counts: true,
}
const open = { form: null, quiz: null, proof: 'none', productLine: '', byPerson: false } as const
const line = { relation: 'familiar', feels: '', does: '', gets: '' } as const

/** Rules of the method about a camp. Ids are never used again. */
export const campRules: readonly CampRule[] = [
  ...dayRules,
  {
    id: 'plan-over-30-days',
    severity: 'error',
    reason: {
      zh: '训练营靠一口气，超过 30 天就散了；内容多就分两期。',
      en: 'A camp lives on one breath: after 30 days it falls apart. Make two of it.',
    },
    trips: {
      days: Array.from({ length: 31 }, (_, at) => ({
        title: `Day ${at + 1}`,
        lesson: { text: 'x', pictures: [], video: null, files: [] },
        checkIn: { ask: 'x', needs: 'any' as const },
        homework: null,
      })),
    },
    passes: {},
    check: ({ days }) => (days.length > 30 ? [{ zh: `有 ${days.length} 天，最多 30 天`, en: `${days.length} days; 30 at most` }] : []),
  },
  {
    id: 'plan-without-screening',
    severity: 'warning',
    reason: {
      zh: '谁都能进的营，谁都不当回事。填表、小测、付费凭证、人工审核，至少要一样。',
      en: 'A camp that takes anybody matters to nobody: a form, a quiz, a proof or a person, one at least.',
    },
    trips: { screening: open },
    passes: { screening: { ...open, byPerson: true } },
    check: ({ screening: { form, quiz, proof, byPerson } }) =>
      form === null && quiz === null && proof === 'none' && !byPerson ? [{ zh: '入营不筛选', en: 'Nobody is screened' }] : [],
  },
  {
    id: 'plan-reminder-too-late',
    severity: 'warning',
    reason: {
      zh: '太晚提醒，来不及做，还打扰人。20 点左右最好。',
      en: 'A late reminder leaves no time and disturbs. About 20:00 is best.',
    },
    trips: { remindAt: '22:30' },
    passes: { remindAt: '20:00' },
    check: ({ remindAt }) =>
      remindAt !== null && (remindAt > '21:30' || remindAt < '08:00')
        ? [{ zh: `${remindAt} 才提醒`, en: `The reminder comes at ${remindAt}` }]
        : [],
  },
  {
    id: 'plan-coaching-too-late',
    severity: 'warning',
    reason: {
      zh: '缺三天以上的人，多半不会回来了。缺两天就有人聊一聊。',
      en: 'Who missed more than three days seldom comes back. Talk after two.',
    },
    trips: { coachAfter: 6 },
    passes: { coachAfter: 2 },
    check: ({ coachAfter }) =>
      coachAfter > 3 ? [{ zh: `缺 ${coachAfter} 天才有人聊`, en: `Somebody talks after ${coachAfter} missed days only` }] : [],
  },
  {
    id: 'plan-graduation-for-free',
    severity: 'warning',
    reason: { zh: '来不来都结业，证书就不值钱了。', en: 'A certificate that everybody gets is worth nothing.' },
    trips: { graduation: { checkIns: 20, homework: 0 }, exams: [] },
    passes: { graduation: { checkIns: 80, homework: 60 } },
    check: ({ graduation, exams }) =>
      graduation.checkIns < 50 && graduation.homework < 50 && !graduation.defence && !exams.some((one) => one.counts)
        ? [{ zh: '结业几乎没有要求', en: 'Graduation asks for next to nothing' }]
        : [],
  },
  {
    id: 'plan-one-slip-ends-it',
    severity: 'warning',
    reason: {
      zh: '一次没打上就结不了业，人在第一次失误那天就走了。给几张补卡，或者把要求降到九成。',
      en: 'If one missed day ends it, people leave on that day. Give some cards, or ask for nine in ten.',
    },
    trips: { graduation: { checkIns: 100, homework: 60 }, makeUp: { cards: 0, windowDays: 3 } },
    passes: { graduation: { checkIns: 100, homework: 60 }, makeUp: { cards: 2, windowDays: 3 } },
    check: ({ graduation, makeUp }) =>
      graduation.checkIns === 100 && makeUp.cards === 0
        ? [{ zh: '要求天天打卡，又没有补卡', en: 'Every day is needed and there are no make-up cards' }]
        : [],
  },
  {
    id: 'plan-offer-before-results',
    severity: 'error',
    reason: {
      zh: '先结业看成果，再谈下一步；反过来，前面的体验都像铺垫。',
      en: 'Results first, then what comes next; the other way round all before looks like a pitch.',
    },
    trips: {
      journey: [
        { phase: 'offer', ...line },
        { phase: 'graduation', ...line },
      ],
    },
    passes: {
      journey: [
        { phase: 'graduation', ...line },
        { phase: 'offer', ...line },
      ],
    },
    check: ({ journey }) => {
      const offer = journey.findIndex((one) => one.phase === 'offer')
      const results = journey.findIndex((one) => one.phase === 'graduation')
      return offer >= 0 && (results < 0 || offer < results)
        ? [{ zh: '成长地图里，报价排在结业前面', en: 'The journey has the offer before graduation' }]
        : []
    },
  },
  {
    id: 'plan-exam-after-the-end',
    severity: 'error',
    reason: { zh: '营结束了才开放的考试没人能考。', en: 'An exam that opens after the end can be taken by nobody.' },
    trips: { exams: [{ ...exam, day: 40 }] },
    passes: { exams: [exam] },
    check: ({ exams, days }) =>
      exams.flatMap((one) =>
        one.day > days.length ? [{ zh: `「${one.title}」第 ${one.day} 天才开放`, en: `“${one.title}” opens on day ${one.day}` }] : [],
      ),
  },
  {
    id: 'plan-exam-without-second-try',
    severity: 'warning',
    reason: {
      zh: '结业要过的考试只给一次，断网、误触就前功尽弃。至少给两次。',
      en: 'One attempt at what graduation asks for: a lost connection ruins it all. Give two.',
    },
    trips: { exams: [{ ...exam, attempts: 1 }] },
    passes: { exams: [exam] },
    check: ({ exams }) =>
      exams.flatMap((one) =>
        one.counts && one.attempts < 2 ? [{ zh: `「${one.title}」只能考一次`, en: `“${one.title}” has one attempt only` }] : [],
      ),
  },
]

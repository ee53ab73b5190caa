import type { CampDay, CampPlan } from '../../contract/index.ts'
import type { CampRule, CampWords } from './lint-camp.ts'

const DAY: CampDay = {
  title: 'A day',
  lesson: { text: 'Read this.', pictures: [], video: null, files: [] },
  checkIn: { ask: 'How was it?', needs: 'any' },
  homework: null,
}
const homework = { ask: 'Write it down.', dueInDays: 1, dueAt: '22:00', outOf: 10 } as const
const day = (more: Partial<CampDay>): Pick<CampPlan, 'days'> => ({ days: [{ ...DAY, ...more }] })

const taught = ({ lesson }: CampDay) => Boolean(lesson.text.trim() || lesson.video || lesson.pictures.length || lesson.files.length)
const each = (plan: CampPlan, wrong: (one: CampDay) => boolean, say: (day: number) => CampWords) =>
  plan.days.flatMap((one, at) => (wrong(one) ? [say(at + 1)] : []))

const OUTSIDE =
  /朋友圈|集赞|点赞.{0,6}(截图|个)|转发.{0,8}(截图|群|好友|朋友)|发到.{0,4}(群外|其他群|小红书|抖音)|moments|repost|share (?:it|this)? ?(?:on|to|with) (?:your|facebook|friends|instagram)|collect likes/i

export const dayRules: readonly CampRule[] = [
  {
    id: 'plan-day-without-lesson',
    severity: 'error',
    reason: {
      zh: '没有课的一天，打卡只剩任务；哪怕是休息日，也写一段话。',
      en: 'Without a lesson a check-in is a chore; write a few lines even for a day of rest.',
    },
    trips: day({ lesson: { text: '', pictures: [], video: null, files: [] } }),
    passes: day({}),
    check: (plan) =>
      each(
        plan,
        (one) => !taught(one),
        (n) => ({ zh: `第 ${n} 天没有课`, en: `Day ${n} has no lesson` }),
      ),
  },
  {
    id: 'plan-day-without-check-in',
    severity: 'warning',
    reason: {
      zh: '打卡是一天的句号。没有打卡，就不知道谁掉队了。',
      en: 'A check-in ends the day; without one nobody sees who falls behind.',
    },
    trips: day({ checkIn: null }),
    passes: day({}),
    check: (plan) =>
      each(
        plan,
        (one) => one.checkIn === null,
        (n) => ({ zh: `第 ${n} 天不打卡`, en: `Day ${n} has no check-in` }),
      ),
  },
  {
    id: 'plan-asks-to-share-outside',
    severity: 'error',
    reason: {
      zh: '打卡不能要求晒到群外：平台会处罚，学员也会反感。写给自己和群里就够了。',
      en: 'Never ask to show a check-in outside: platforms punish it and students mind. Telling the group is enough.',
    },
    trips: day({ checkIn: { ask: '把今天的打卡转发到朋友圈并截图', needs: 'picture' } }),
    passes: day({ checkIn: { ask: '今天做到了哪一步？', needs: 'any' } }),
    check: (plan) =>
      each(
        plan,
        (one) => OUTSIDE.test(`${one.checkIn?.ask ?? ''}\n${one.homework?.ask ?? ''}\n${one.lesson.text}`),
        (n) => ({
          zh: `第 ${n} 天要求分享到群外`,
          en: `Day ${n} asks to share outside the group`,
        }),
      ),
  },
  {
    id: 'plan-homework-without-reminder',
    severity: 'error',
    reason: {
      zh: '有作业就要按状态提醒：没做的提醒一次，落后的换一句话，做完的听到一句“看到了”。不定提醒时间，这三句都不会发。',
      en: 'Homework needs reminders by state: not yet, behind, done. Without an hour none of the three is sent.',
    },
    trips: { ...day({ homework }), remindAt: null },
    passes: { ...day({ homework }), remindAt: '20:00' },
    check: (plan) =>
      plan.remindAt === null && plan.days.some((one) => one.homework)
        ? [{ zh: '有作业，但没有定提醒时间', en: 'There is homework and no hour of the reminder' }]
        : [],
  },
  {
    id: 'plan-homework-every-day',
    severity: 'warning',
    reason: {
      zh: '天天有作业，批的人先垮。两三天一份，批得细比布置得多有用。',
      en: 'With homework every day the reviewers break first. One in two or three days, reviewed with care.',
    },
    trips: { days: Array.from({ length: 5 }, () => ({ ...DAY, homework })) },
    passes: { days: Array.from({ length: 5 }, (_, at) => ({ ...DAY, homework: at % 3 === 0 ? homework : null })) },
    check: (plan) =>
      plan.days.length > 4 && plan.days.every((one) => one.homework) ? [{ zh: '每一天都有作业', en: 'Every day has homework' }] : [],
  },
  {
    id: 'plan-due-in-quiet-hours',
    severity: 'warning',
    reason: {
      zh: '半夜截止，逼人熬夜；22 点前截止，批的人当晚还能看。',
      en: 'A deadline at night keeps people up. Before 22:00 somebody can still read it.',
    },
    trips: day({ homework: { ...homework, dueAt: '23:59' } }),
    passes: day({ homework }),
    check: (plan) =>
      each(
        plan,
        (one) => one.homework !== null && (one.homework.dueAt > '22:30' || one.homework.dueAt < '08:00'),
        (n) => ({
          zh: `第 ${n} 天的作业截止在夜里`,
          en: `Homework of day ${n} is due at night`,
        }),
      ),
  },
]

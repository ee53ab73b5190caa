import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { wordsOf } from '../words-of.ts'

const HOMEWORK = /作业|打卡|homework|check-?in/i

export const campHomeworkWithoutReminder = lintRule<LintSubject>({
  id: 'camp-homework-without-reminder',
  severity: 'warning',
  title: { zh: '有作业，但没人管没交的人', en: 'Homework, and nobody looks after those without it' },
  reason: {
    zh: '对所有人喊一遍“记得交作业”，交了的人被打扰，没交的人照样不交。按状态来：没做的有人单独问一句。',
    en: 'Reminding everybody bothers those who did it and moves nobody else. Go by state: somebody asks those who have not.',
  },
  trips:
    'communityTypes: [camp]\nlasts: 7d\nsteps: [{ id: hw, title: Homework, when: { day: 2, at: "10:00" }, do: { kind: send, text: Homework of today } }]',
  passes:
    'communityTypes: [camp]\nlasts: 7d\nsteps:\n  - { id: hw, title: Homework, when: { day: 2, at: "10:00" }, do: { kind: send, text: Homework of today } }\n  - { id: behind, title: Ask, track: member, when: { joinDay: 3, at: "11:00" }, if: { kind: events, event: message.posted, within: 2d, atMost: 0 }, who: owner, do: { kind: ask, instructions: What is in the way } }',
  check: ({ definition }) => {
    if (!definition.communityTypes.includes('camp')) return []
    const at = definition.steps.findIndex((step) => step.track === 'community' && HOMEWORK.test(wordsOf(step, definition)))
    const byState = definition.steps.some((step) => step.track === 'member' && step.if !== undefined)
    return at >= 0 && !byState
      ? [
          {
            path: ['steps', at],
            message: { zh: '没有一步去问没做到的人', en: 'No step turns to those who have not done it' },
            hint: {
              zh: '加一步 track: member，if: { kind: events, event: camp.checked_in, within: 3d, atMost: 0 }，请人一对一',
              en: 'Add a member step with `if: { kind: events, event: camp.checked_in, within: 3d, atMost: 0 }` for a person',
            },
          },
        ]
      : []
  },
})

import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { daysOf } from '../typical-weeks.ts'

const MOST_DAYS = 30

export const campOver30Days = lintRule<LintSubject>({
  id: 'camp-over-30-days',
  severity: 'error',
  title: { zh: '训练营超过 30 天', en: 'A camp over 30 days' },
  reason: {
    zh: '训练营靠一口气。超过 30 天，打卡和热情都会掉下来，结营时没有成果可看；要学更久，就分期开。',
    en: 'A camp lives on one breath. After 30 days check-ins and spirits fall and graduation has nothing to show; a longer course is several camps.',
  },
  trips: 'communityTypes: [camp]\nlasts: 45d',
  passes: 'communityTypes: [camp]\nlasts: 21d',
  check: ({ definition }) =>
    definition.communityTypes.includes('camp') && daysOf(definition) > MOST_DAYS
      ? [
          {
            path: definition.lasts === undefined ? [] : ['lasts'],
            message: { zh: '训练营最长 30 天', en: 'A camp lasts 30 days at most' },
            hint: { zh: '写 lasts: 30d 或更短，内容多就分成两期', en: 'Write `lasts: 30d` or less; make two camps of a longer one' },
          },
        ]
      : [],
})
